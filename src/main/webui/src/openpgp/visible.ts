/** What a reader could not see in a text, or could be deceived by, as a sign that everybody sees. */

export interface Piece {
  readonly text: string;
  /** Whether this is a sign that stands for what cannot be seen. */
  readonly sign: boolean;
}

/**
 * Control and format characters, and all that programs show as nothing: above all those that turn the direction of writing,
 * in which "photo\u202Egpj.exe" reads as a picture. Tabs and line ends are left alone.
 */
const unseen = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029]/u;

/** Format characters with a shape of their own: signs in front of Arabic, Syriac and Kaithi numbers. */
const shown = /[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}]/u;

/** Scripts that are spelt with joiners: Persian, the languages of India, Burmese… */
const joining =
  /[\p{scx=Arab}\p{scx=Syrc}\p{scx=Nkoo}\p{scx=Mong}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Tibt}\p{scx=Mymr}\p{scx=Khmr}]/u;
const emoji = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{1f1e6}-\u{1f1ff}\ufe0f#*0-9]/u;
const joiner = /[\u200c\u200d]/u;
const emojiStyle = /[\ufe0e\ufe0f]/u;

/** Whether a character belongs to how the one before it is written. Two in a row never do. */
function isSpelling(character: string, before: string): boolean {
  if (joiner.test(character)) {
    return (joining.test(before) && !joiner.test(before) && /[\p{L}\p{M}]/u.test(before)) || (character === '\u200d' && emoji.test(before) && !/[#*0-9]/.test(before));
  }
  return emojiStyle.test(character) && emoji.test(before) && before !== '\ufe0f';
}

/** Pieces that together show all of a text, by turns plain and signs; line ends of every system become one. */
export function visiblePieces(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let plain = '';
  let before = '';
  for (const character of text.replace(/\r\n?/g, '\n')) {
    if (!unseen.test(character) || shown.test(character) || isSpelling(character, before)) {
      plain += character;
    } else {
      if (plain !== '') pieces.push({ text: plain, sign: false });
      const signs = plain === '' ? (pieces.pop()?.text ?? '') : '';
      pieces.push({ text: signs + signOf(character), sign: true });
      plain = '';
    }
    before = character;
  }
  return plain === '' ? pieces : [...pieces, { text: plain, sign: false }];
}

/** The same as one text, for places that show no pieces, such as file names. */
export function visibleText(text: string): string {
  return visiblePieces(text).map((piece) => piece.text).join('');
}

/** The signs that Unicode has for control characters; of the others, their number. */
function signOf(character: string): string {
  const number = character.codePointAt(0) ?? 0;
  if (number < 0x20) return String.fromCodePoint(0x2400 + number);
  if (number === 0x7f) return '\u2421';
  return `⟦U+${number.toString(16).toUpperCase().padStart(4, '0')}⟧`;
}
