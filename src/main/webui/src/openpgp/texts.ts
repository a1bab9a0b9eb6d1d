import { decoded, noCharacter, type Encoding } from './encodings';
import { guessEncoding } from './guessing';

/** A text as it is shown. */
export interface Text {
  /** Of its file, or what it is; empty if it is all there is. */
  readonly name: string;
  readonly text: string;
  readonly encoding: Encoding;
  /** Whether it would be another text in another encoding. */
  readonly choosable: boolean;
}

/** What one text may hold of characters that are none, so that no picture is taken for one: one in so many, or a few. */
const oneIn = 20;
const few = 2;

/**
 * Reads octets as text if they are one. A few control characters, and whatever ends a text on other systems, make none of it
 * unreadable: they are shown as signs.
 *
 * @param chosen by the reviewer, who may be right where the guess is not; then these octets are a text
 * @param cut whether these octets are only the beginning, so that the last character may be incomplete
 */
export function readText(octets: Uint8Array, chosen: Encoding | null = null, cut = false): Omit<Text, 'name'> | null {
  const encoding = chosen ?? guessEncoding(octets, cut);
  if (encoding === null || octets.length === 0) return null;
  const text = decoded(octets, encoding, cut);
  if (chosen === null && !looksLikeText(text)) return null;
  return { text, encoding, choosable: encoding === 'iso-2022-jp' || octets.some((octet) => octet > 0x7f || octet === 0) };
}

function looksLikeText(text: string): boolean {
  const written = text.slice(0, endOf(text));
  const odd = [...written].filter((one) => /[\0-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f]/.test(one) || one === noCharacter).length;
  return written !== '' && odd <= Math.max(few, written.length / oneIn) && odd < written.length / 2;
}

/** Without what fills a block, or ends a text in DOS. */
function endOf(text: string): number {
  let end = text.length;
  while (end > 0 && '\0\x1a'.includes(text.charAt(end - 1))) end--;
  return end;
}
