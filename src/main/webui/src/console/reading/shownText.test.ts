import { createSSRApp, ref, type Component } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../api';
import OpenedReport from '../parts/OpenedReport.vue';
import ChooseEncoding from './ChooseEncoding.vue';
import { isChoosable, readIn } from './encodingChoice';
import type { Shown } from './protocol';
import { useReading } from './reading';
import ShownText from './ShownText.vue';
import { shown } from './testing';

const html = async (what: Component, props: Record<string, unknown>) => renderToString(createSSRApp(what, props));

describe('a shown text', () => {
  it('frames what nobody would see, apart from what the source wrote', async () => {
    const text = { name: 'photo\u202egpj.exe', text: '<b>a</b>\u202egpj.exe', encoding: 'utf-8', choosable: false };
    const page = await html(ShownText, { text });
    expect(page).toContain('&lt;b&gt;a&lt;/b&gt;');
    expect(page).toMatch(/<bdi class="sign" dir="ltr">⟦U\+202E⟧<\/bdi>/);
    expect(page).not.toContain('\u202e');
    expect(page).toContain('cannot be seen');
  });

  it('has no word of that where all can be seen', async () => {
    expect(await html(ShownText, { text: shown.texts[0] })).not.toContain('cannot be seen');
  });
});

describe('the choice of an encoding', () => {
  it('is offered where it changes something', () => {
    expect(isChoosable(shown)).toBe(false);
    expect(isChoosable({ ...shown, texts: [{ name: '', text: 'М', encoding: 'koi8-u', choosable: true }] })).toBe(true);
    expect(isChoosable({ ...shown, namesIn: 'gb18030' })).toBe(true);
    expect(isChoosable({ ...shown, kind: 'unknown kind', texts: [] })).toBe(true);
    expect(isChoosable({ ...shown, kind: 'unknown kind', texts: [], size: 2_000_000 })).toBe(false);
    expect(isChoosable({ ...shown, kind: 'PDF document', texts: [] })).toBe(false);
  });

  it('tells a guess from what was chosen', async () => {
    const guessed: Shown = { ...shown, texts: [{ name: '', text: 'М', encoding: 'koi8-u', choosable: true }], namesIn: 'ibm866' };
    expect(readIn(guessed)).toBe('Now read as Cyrillic (KOI8) and Cyrillic (DOS 866). Unless its program said so, that is a guess.');
    expect(readIn({ ...guessed, namesIn: null, chosen: 'koi8-u' })).toBe('Now read as Cyrillic (KOI8).');
    const page = await html(ChooseEncoding, { shown: guessed });
    expect(page).toContain('Chinese, traditional (Big5)');
    expect(await html(ChooseEncoding, { shown })).not.toContain('<select');
  });
});

it('says of a file that it cannot be had by itself, and of files that they are not listed', async () => {
  const reading = useReading(() => {
    throw new Error('no worker is needed for this');
  });
  const file = { name: 'a.txt', size: 5, kind: 'plain text', sealed: false, opens: false, obstacle: 'packed with BZip2, which this browser cannot unpack' };
  const at = { ...reading, shown: ref({ ...shown, texts: [], files: [file], unlisted: 1500 }), around: ref(0), failure: ref('') };
  const entry: Entry = { id: 'e1', desk: 'urgent', received: '2026-11-24', state: 'opened', size: 'small', unread: false, twins: 0 };
  const page = (await html(OpenedReport, { entry, reading: at, title: 'What the source sent' })).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  expect(page).toContain('packed with BZip2, which this browser cannot unpack');
  expect(page).toContain('1,500 more files are not listed here');
  expect(page).not.toMatch(/ Save (?!all)/);
});
