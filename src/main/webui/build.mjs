// What Maven runs: brings the libraries in and builds the pages, each only when something newer asks for it.
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname;
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Building the console needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

/** Milliseconds; 0 for what does not exist. Folders count too: a file may have gone. */
function newest(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  const inside = found.isDirectory() ? readdirSync(path).map((name) => newest(join(path, name))) : [];
  return Math.max(found.mtimeMs, ...inside);
}

function npm(...words) {
  const { status, error } = spawnSync('npm', words, { cwd: here, stdio: 'inherit' });
  if (error) console.error(`npm could not be started: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

const wanted = Math.max(newest(join(here, 'package.json')), newest(join(here, 'package-lock.json')));
if (newest(join(here, 'node_modules/.package-lock.json')) < wanted) npm('ci', '--ignore-scripts', '--no-audit', '--no-fund');

// Where an earlier release built to; the framework would try to serve it.
rmSync(join(here, '../../../target/classes/META-INF/resources'), { recursive: true, force: true });
const sources = ['src', 'vite.config.ts', 'trustees.ts', 'tsconfig.json', 'build.mjs'].map((name) => newest(join(here, name)));
// Whom the console believes is part of it.
const trustees = newest(process.env.SALLYPORT_TRUSTEES ?? join(here, '../../../keys/trustees'));
const otherQuorum = process.env.SALLYPORT_QUORUM !== undefined;
const built = statSync(join(here, '../../../target/classes/console/index.html'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (otherQuorum || built < Math.max(wanted, trustees, ...sources)) npm('run', 'build');

const words = join(here, '../../../target/classes/words');
if (newest(join(words, 'english.txt')) < Math.max(wanted, newest(join(here, 'words.mjs')))) {
  const { writeWordLists } = await import('./words.mjs');
  writeWordLists(words);
}
