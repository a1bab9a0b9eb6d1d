import { adjectives, nouns } from './aliasWords';

/** One hue each, dark enough on the light page and light enough on the dark one: 3 to 1 against whatever lies behind it. */
export const colours = {
  red: '#ec4540',
  orange: '#c26d15',
  olive: '#8b8610',
  green: '#31953d',
  teal: '#139288',
  blue: '#3184de',
  violet: '#8d6ee5',
  pink: '#dd4a98',
} as const;

export type Colour = keyof typeof colours;

/** How people speak of a case. Two cases can share it; the id is what tells them apart for certain. */
export interface Alias {
  readonly words: string;
  readonly colour: Colour;
}

const names = Object.keys(colours) as Colour[];

/**
 * From the entry's id alone, so that it is the same for everybody, on every machine, in every version: whoever changes
 * the words changes every name.
 *
 * @param id a UUID. Its version and variant are the same for most ids, and are left out
 */
export function aliasOf(id: string): Alias {
  const digits = id.replaceAll('-', '').toLowerCase();
  const number = (from: number, count: number) => Number.parseInt(digits.slice(from, from + count), 16) || 0;
  return {
    words: `${pick(adjectives, number(0, 8))} ${pick(nouns, number(20, 8))}`,
    colour: pick(names, number(28, 4)),
  };
}

function pick<T>(list: readonly T[], number: number): T {
  return list[number % list.length] as T;
}
