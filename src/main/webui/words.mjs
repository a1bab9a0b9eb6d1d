// The BIP-39 word lists as text, one word a line, for the Java side: so both sides read the same package.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { wordlist as french } from '@scure/bip39/wordlists/french.js';
import { wordlist as chineseSimplified } from '@scure/bip39/wordlists/simplified-chinese.js';
import { wordlist as spanish } from '@scure/bip39/wordlists/spanish.js';
import { wordlist as chineseTraditional } from '@scure/bip39/wordlists/traditional-chinese.js';

const lists = {
  english,
  french,
  spanish,
  'chinese-simplified': chineseSimplified,
  'chinese-traditional': chineseTraditional,
};

/** Accents composed (NFC), as keyboards type them and pages show them. */
export function writeWordLists(folder) {
  mkdirSync(folder, { recursive: true });
  // English last: its time says that all are written.
  for (const [name, words] of Object.entries(lists).reverse()) {
    if (words.length !== 2048) throw new Error(`${name} has ${words.length} words`);
    writeFileSync(join(folder, `${name}.txt`), words.map((word) => `${word.normalize('NFC')}\n`).join(''));
  }
}
