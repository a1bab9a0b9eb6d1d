import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aliasOf, colours } from './alias';
import { adjectives, nouns } from './aliasWords';

describe('an alias', () => {
  it('is the same for everybody, for ever', () => {
    expect(aliasOf('3f0c9a2b-1111-4111-8111-1234567890ab')).toEqual(aliasOf('3F0C9A2B-1111-4111-8111-1234567890AB'));
    expect(aliasOf('3f0c9a2b-1111-4111-8111-1234567890ab')).toEqual({ words: 'sugary river', colour: 'green' });
  });

  it('uses every word and every colour, and seldom the same for two', () => {
    const seen = new Set<string>();
    const words = new Set<string>();
    const hues = new Set<string>();
    for (let i = 0; i < 5_000; i++) {
      const { words: alias, colour } = aliasOf(crypto.randomUUID());
      seen.add(`${alias} ${colour}`);
      alias.split(' ').forEach((word) => words.add(word));
      hues.add(colour);
    }
    expect(words.size).toBe(adjectives.length + nouns.length);
    expect(hues.size).toBe(Object.keys(colours).length);
    expect(seen.size).toBeGreaterThan(4_700);
  });

  it('is made even of what is no id', () => {
    expect(aliasOf('').words).toMatch(/^[a-z]+ [a-z]+$/);
  });
});

describe('the words', () => {
  it('are many, and plain ASCII of one length or another', () => {
    for (const list of [adjectives, nouns]) {
      expect(list.length).toBeGreaterThanOrEqual(64);
      for (const word of list) expect(word).toMatch(/^[a-z]{4,9}$/);
    }
  });

  it('are told apart easily: three letters differ, and the first four are never the same', () => {
    for (const list of [adjectives, nouns]) {
      list.forEach((word, at) => {
        for (const other of list.slice(0, at)) {
          expect(difference(word, other), `${word} and ${other}`).toBeGreaterThanOrEqual(3);
          expect(word.slice(0, 4)).not.toBe(other.slice(0, 4));
        }
      });
    }
    expect(nouns.filter((word) => adjectives.includes(word))).toEqual([]);
  });

  it('name no colour: the case has one of its own', () => {
    for (const colour of [...Object.keys(colours), 'black', 'white', 'grey', 'brown', 'yellow', 'golden', 'silver']) {
      expect([...adjectives, ...nouns]).not.toContain(colour);
    }
  });
});

describe('the colours', () => {
  const css = readFileSync(resolve(import.meta.dirname, 'console.css'), 'utf8');
  const behind = [...css.matchAll(/--(?:paper|card|chosen): (#[0-9a-f]{6})/g)].map(([, colour]) => colour as string);

  it('stand out from whatever can lie behind them, on the light page and on the dark one (WCAG 1.4.11)', () => {
    expect(behind).toHaveLength(6);
    for (const [name, colour] of Object.entries(colours)) {
      for (const page of behind) expect(contrast(colour, page), `${name} on ${page}`).toBeGreaterThanOrEqual(3);
    }
  });
});

/** How many letters one has to put in, take out or change. */
function difference(one: string, other: string): number {
  let above = [...Array(other.length + 1).keys()];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const changed = (above[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      row.push(Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, changed));
    }
    above = row;
  }
  return above[other.length] ?? 0;
}

/** WCAG 2.2, "contrast ratio". */
function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
