import type { Octets } from './decrypting';
import { decoded } from './encodings';
import { isUtf8 } from './guessing';
import { base64Octets } from './mailTransfer';

/** Keys and certificates in the text form (RFC 9580, 6), as mail programs, shells and people leave it. */

/** A key with what it is used for is far smaller; what is longer is not looked through. */
const mostLooked = 2_000_000;

export interface ArmoredBlock {
  /** As it stands behind "BEGIN PGP". */
  readonly label: string;
  readonly octets: Octets;
}

/**
 * Every whole block in these octets: with other text around it, quoted, indented, with all lines joined into one, behind a
 * mark of UTF-8, or in UTF-16, as PowerShell writes files.
 *
 * @returns null if there is no armor in them at all, so that they are packets, or something else
 */
export function armoredBlocks(given: Uint8Array): readonly ArmoredBlock[] | null {
  const text = textOf(given.subarray(0, mostLooked));
  if (!text.includes(begin)) return null;
  const blocks: ArmoredBlock[] = [];
  for (let at = text.indexOf(begin); at >= 0; ) {
    const label = /^[A-Z ]{1,32}(?=-----)/.exec(text.slice(at + begin.length, at + begin.length + 40))?.[0] ?? '';
    const body = at + begin.length + label.length + dashes;
    const end = text.indexOf(`-----END PGP ${label}-----`, body);
    const octets = end < 0 ? null : dataIn(text.slice(body, end));
    if (octets !== null) blocks.push({ label, octets });
    // Behind one that has no end, none has.
    at = end < 0 ? -1 : text.indexOf(begin, end);
  }
  return blocks;
}

const begin = '-----BEGIN PGP ';
const dashes = 5;

/** UTF-16 is told by its mark, or by ASCII in two octets; of anything else only what is ASCII counts. */
function textOf(octets: Uint8Array): string {
  const [first = 0, second = 0] = octets;
  if ((first === 0xff && second === 0xfe) || (second === 0 && first > 0)) return decoded(octets, 'utf-16le');
  if ((first === 0xfe && second === 0xff) || (first === 0 && second > 0)) return decoded(octets, 'utf-16be');
  return decoded(octets, isUtf8(octets, true) ? 'utf-8' : 'windows-1252');
}

/** White space of any kind, and what mail programs quote with. */
const blank = /[\s>|\p{Cf}]+/gu;

/** Null where something else than radix-64 stands in it. */
function dataIn(body: string): Octets | null {
  const lines = body.split(/\r\n?|\n/);
  const isJoined = lines.filter((line) => line.replace(blank, '') !== '').length < 2;
  const words = isJoined ? dataWords(body.split(/\s+/)) : lines.slice(lines.map((line) => line.includes(':')).lastIndexOf(true) + 1);
  const data = words.join('').replace(blank, '');
  const [, plain] = /^([A-Za-z0-9+/]+={0,2})(?:=[A-Za-z0-9+/]{4})?$/.exec(data) ?? [];
  return plain === undefined ? null : base64Octets(new TextEncoder().encode(plain));
}

/** From the first word on that is surely data: longer than the words of a header, and no fingerprint in one. */
function dataWords(words: readonly string[]): readonly string[] {
  const first = words.findIndex((word) => /^[A-Za-z0-9+/]{32,}/.test(word) && !/^[0-9A-Fa-f]*$/.test(word));
  return first < 0 ? [] : words.slice(first);
}
