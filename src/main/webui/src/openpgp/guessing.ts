import { decoded, markedEncoding, noCharacter, type Encoding } from './encodings';
import { usualNames, usualText, type Usual } from './usualCharacters';

/** Octets that a guess is made from. */
const enoughToGuess = 16_384;

/** Below this nothing was read that looks like a language. */
const leastScore = 0.15;

/**
 * In what a text was most likely written. It is a guess, which the reviewer can overrule.
 *
 * @param begun whether these octets are only the beginning, so that the last character may be incomplete
 * @returns null if it reads as no text in any of the encodings
 */
export function guessEncoding(octets: Uint8Array, begun = false): Encoding | null {
  const marked = markedEncoding(octets);
  if (marked !== null) return marked;
  // From where it is no longer ASCII, which reads the same in nearly all of them.
  const first = octets.findIndex((octet) => octet > 0x7f);
  const sample = octets.subarray(Math.max(0, first - 64) & ~1).subarray(0, enoughToGuess);
  if (isUtf8(octets, begun)) {
    if (holds(sample, '\x1b$B') || holds(sample, '\x1b$@')) return 'iso-2022-jp';
    return utf16(sample) ?? 'utf-8';
  }
  const wide = utf16(sample);
  return wide !== null || isFullOfControls(sample) ? wide : best(sample, begun || sample.length === enoughToGuess, usualText);
}

/** The same for file names, each of which ends in a line end: together they say more than each. */
export function guessNames(octets: Uint8Array): Encoding {
  return isUtf8(octets, false) ? 'utf-8' : (best(octets, false, usualNames) ?? 'cp437');
}

export function isUtf8(octets: Uint8Array, cut: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(octets, { stream: cut });
    return true;
  } catch {
    return false;
  }
}

function holds(octets: Uint8Array, sign: string): boolean {
  return new TextDecoder('latin1').decode(octets).includes(sign);
}

/** Without a mark, it is told by what nothing else has: octets that are control characters all through the text. */
function utf16(sample: Uint8Array): Encoding | null {
  const even = sample.subarray(0, sample.length & ~1);
  if (!isFullOfControls(even)) return null;
  const found = (['utf-16le', 'utf-16be'] as const).find((encoding) => reads(decoded(even, encoding)));
  return found ?? null;
}

function isFullOfControls(octets: Uint8Array): boolean {
  const count = octets.reduce((sum, octet) => sum + (octet < 9 || (octet > 13 && octet < 32) ? 1 : 0), 0);
  return count >= Math.max(3, octets.length / 20);
}

/** Letters, spaces and signs of which few are rare: octets of anything else are scattered over all of Unicode. */
function reads(text: string): boolean {
  const known = [...usualText.values()];
  const all = Array.from(text);
  const good = all.filter((one) => /^[\t\n\r -~\u3000-\u3002\uff01-\uff1f]$/.test(one) || known.some((usual) => usual.has(one)));
  return good.length > 0.85 * all.length;
}

function best(octets: Uint8Array, cut: boolean, candidates: ReadonlyMap<Encoding, Usual>): Encoding | null {
  let found: Encoding | null = null;
  let highest = leastScore;
  for (const [encoding, usual] of candidates) {
    const worth = score(decoded(octets, encoding, cut), usual);
    if (worth > highest) [found, highest] = [encoding, worth];
  }
  return found;
}

const ascii = /^[\0-\x7f]$/;
const asciiLetter = /^[A-Za-z]$/;
const latin = /^\p{Script=Latin}$/u;
const lower = /^\p{Ll}$/u;
const upper = /^\p{Lu}$/u;
const letter = /^[\p{L}\p{M}]$/u;

/** How much a text looks like a language: the mean over all that is not ASCII. */
function score(text: string, usual: Usual): number {
  let sum = 0;
  let count = 0;
  let before = ' ';
  for (const character of text) {
    if (!ascii.test(character)) {
      count++;
      sum += worthOf(character, usual);
    }
    sum -= oddness(before, character);
    before = character;
  }
  return count === 0 ? 0 : sum / count;
}

function worthOf(character: string, usual: Usual): number {
  const worth = usual.get(character);
  if (worth !== undefined) return worth;
  if (character === noCharacter) return -4;
  if (/^[\p{Cc}\p{Co}\p{Cn}]$/u.test(character)) return -2;
  return letter.test(character) ? -0.4 : -0.6;
}

/** What is rare in every language: two scripts in a word, a capital behind a small letter, accented Latin letters in a row. */
function oddness(before: string, character: string): number {
  if (ascii.test(before) && ascii.test(character)) return 0;
  if (!letter.test(before) || !letter.test(character)) return 0;
  if (lower.test(before) && upper.test(character)) return 1;
  if (latin.test(before) !== latin.test(character)) return asciiLetter.test(before) || asciiLetter.test(character) ? 1 : 0.5;
  return latin.test(before) && !ascii.test(before) && !ascii.test(character) ? 0.3 : 0;
}
