import { describe, expect, it } from 'vitest';
import { visiblePieces, visibleText } from './visible';

describe('a text as it is shown', () => {
  it.each([
    ['an override', 'photo\u202egpj.exe', 'photo⟦U+202E⟧gpj.exe'],
    ['an isolate', 'a\u2066b\u2069c', 'a⟦U+2066⟧b⟦U+2069⟧c'],
    ['a mark of direction', 'a\u200fb\u200ec\u061cd', 'a⟦U+200F⟧b⟦U+200E⟧c⟦U+061C⟧d'],
    ['no width', 'pass\u200bword\u2060\ufeff', 'pass⟦U+200B⟧word⟦U+2060⟧⟦U+FEFF⟧'],
    ['a joiner between Latin letters', 'a\u200db\u200cc', 'a⟦U+200D⟧b⟦U+200C⟧c'],
    ['a soft hyphen', 'co\u00adop', 'co⟦U+00AD⟧op'],
    ['fillers', 'a\u3164b\u115fc\uffa0', 'a⟦U+3164⟧b⟦U+115F⟧c⟦U+FFA0⟧'],
    ['tags', 'a\u{e0041}b', 'a⟦U+E0041⟧b'],
    ['variation selectors', 'a\ufe0fb\u{e0100}', 'a⟦U+FE0F⟧b⟦U+E0100⟧'],
    ['separators of lines', 'a\u2028b\u2029c', 'a⟦U+2028⟧b⟦U+2029⟧c'],
    ['control characters', 'a\0b\x07c\x1b[31m\x7f\x85', 'a␀b␇c␛[31m␡⟦U+0085⟧'],
    ['the end of a DOS text', 'Taken at night.\r\n\x1a', 'Taken at night.\n␚'],
  ])('has a sign for %s', (_, text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });

  it.each([
    ['Persian', 'می\u200cخواهم'],
    ['Hindi', 'क्\u200dष'],
    ['Arabic with a number sign', '\u0601 ١٤٤٧'],
    ['emoji', '👩\u200d⚖\ufe0f 👍🏽 1\ufe0f\u20e3 🏳\ufe0f\u200d🌈'],
    ['tabs and lines', 'a\tb\nc'],
    ['Hebrew', 'שלום לכולם'],
  ])('is left as it is in %s', (_, text) => {
    expect(visibleText(text)).toBe(text);
  });

  it('shows the second of two joiners', () => {
    expect(visibleText('می\u200c\u200cخ')).toBe('می\u200c⟦U+200C⟧خ');
  });

  it('tells its signs from what the source wrote', () => {
    expect(visiblePieces('a⟦U+202E⟧\u202eb')).toEqual([
      { text: 'a⟦U+202E⟧', sign: false },
      { text: '⟦U+202E⟧', sign: true },
      { text: 'b', sign: false },
    ]);
  });

  it('has the line ends of every system as one', () => {
    expect(visibleText('a\r\nb\rc\nd')).toBe('a\nb\nc\nd');
  });
});
