import { renameSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type Plugin } from 'vitest/config';

const classes = resolve(import.meta.dirname, '../../../target/classes');
const assets = resolve(classes, 'META-INF/resources/console');

/** The page itself is no static file: it is served by review.ConsolePages, to people who signed in. */
function pageBehindSignIn(): Plugin {
  return {
    name: 'page-behind-sign-in',
    apply: 'build',
    closeBundle() {
      mkdirSync(resolve(classes, 'console'), { recursive: true });
      renameSync(resolve(assets, 'index.html'), resolve(classes, 'console/index.html'));
    },
  };
}

export default defineConfig({
  root: resolve(import.meta.dirname, 'src/console'),
  base: '/console/',
  plugins: [vue({ features: { optionsAPI: false } }), pageBehindSignIn()],
  build: {
    outDir: assets,
    emptyOutDir: true,
    // Nothing inline: the page's policy allows neither inline scripts nor data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
  },
  test: {
    root: resolve(import.meta.dirname, 'src'),
    environment: 'node',
  },
});
