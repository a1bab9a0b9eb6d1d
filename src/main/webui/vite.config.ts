import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';
import { quorumFrom, trusteesIn } from './trustees.ts';

/** No static files to the framework: review.ConsolePages serves them, the console's page only to people who signed in. */
const built = resolve(import.meta.dirname, '../../../target/classes/console');

const pages = ['index.html', 'signed-in.html', 'signed-out.html'];

/** Whom the console believes. Tests name their own trustees. */
async function builtWith(testing: boolean) {
  if (testing) return { trustees: [], quorum: 1 };
  const folder = process.env['SALLYPORT_TRUSTEES'] ?? resolve(import.meta.dirname, '../../../keys/trustees');
  return { trustees: await trusteesIn(folder), quorum: quorumFrom(process.env['SALLYPORT_QUORUM']) };
}

export default defineConfig(async ({ command, mode }) => ({
  define: { BUILT_WITH: JSON.stringify(await builtWith(command === 'serve' && mode === 'test')) },
  root: resolve(import.meta.dirname, 'src/console'),
  base: '/console/',
  // The worker that holds the key is a file of its own, from our own origin.
  worker: { format: 'es' as const },
  plugins: [vue({ features: { optionsAPI: false } })],
  build: {
    outDir: built,
    emptyOutDir: true,
    // Nothing inline: the page's policy allows neither inline scripts nor data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    rolldownOptions: { input: pages.map((page) => resolve(import.meta.dirname, 'src/console', page)) },
  },
  test: {
    root: resolve(import.meta.dirname, 'src'),
    environment: 'node',
    // Making and unlocking keys takes seconds on a busy machine.
    testTimeout: 30_000,
  },
}));
