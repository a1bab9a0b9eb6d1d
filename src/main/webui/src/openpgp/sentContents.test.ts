import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';
import { describe, expect, it } from 'vitest';
import { contentOf, mostListed, type Content } from './contents';
import type { Octets } from './decrypting';
import { encoded, tar } from './testing';
import { visibleText } from './visible';

/** What people send with gpg, not with a form. */

const octets = (text: string) => new TextEncoder().encode(text);
const shownIn = ({ texts }: Content) => texts.map(({ name, text }) => [name, text]);
const namesOf = ({ files }: Content) => files.map(({ name }) => name);

async function zip(files: readonly (readonly [name: string | Octets, what: Uint8Array])[]): Promise<Octets> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, extendedTimestamp: false, level: 0 });
  const raw: Octets[] = [];
  for (const [name, what] of files) {
    const stand = typeof name === 'string' ? name : 'x'.repeat(name.length - String(raw.length).length) + String(raw.length);
    if (typeof name !== 'string') raw.push(name);
    await writer.add(stand, new Uint8ArrayReader(what), { useUnicodeFileNames: typeof name === 'string' });
  }
  const archive = await writer.close();
  raw.forEach((name, number) => replace(archive, 'x'.repeat(name.length - String(number).length) + String(number), name));
  return archive;
}

function replace(archive: Octets, stand: string, name: Octets): void {
  for (let at = -1; (at = Buffer.from(archive.buffer).indexOf(stand, at + 1)) >= 0; ) archive.set(name, at);
}

describe('a text', () => {
  const russian = 'Меня задержали после встречи.\r\nПрошу помощи.';

  it.each(['windows-1251', 'koi8-u', 'ibm866', 'utf-16le'] as const)('without a mark in %s is guessed, and can be read as another', async (encoding) => {
    const sent = encoded(russian, encoding);
    const content = await contentOf(sent);
    expect(shownIn(content)).toEqual([['', russian]]);
    expect(content).toMatchObject({ kind: 'plain text', ending: '.txt', texts: [{ encoding, choosable: true }] });
    expect(shownIn(await contentOf(sent, '', 'windows-1252'))).not.toEqual([['', russian]]);
    expect(shownIn(await contentOf(sent, '', encoding))).toEqual([['', russian]]);
  });

  it.each(['utf-16le', 'utf-16be', 'utf-8'] as const)('with the mark of %s is read by it', async (encoding) => {
    expect(shownIn(await contentOf(encoded(`\ufeffОтчёт о событиях. 事件报告。 تقرير.`, encoding)))).toEqual([['', 'Отчёт о событиях. 事件报告。 تقرير.']]);
  });

  it.each([
    ['a final Ctrl-Z', 'Taken at night.\r\n\x1a', 'Taken at night.\n␚'],
    ['a control character', 'Taken\x07 at night.', 'Taken␇ at night.'],
    ['a NUL', 'Taken\0 at night.', 'Taken␀ at night.'],
    ['a block filled with NULs', `Taken.${'\0'.repeat(4)}`, 'Taken.␀␀␀␀'],
  ])('with %s is shown, with a sign for it', async (_, sent, shown) => {
    const [text] = (await contentOf(octets(sent))).texts;
    expect(visibleText(text?.text ?? '')).toBe(shown);
  });

  it('of no known kind is tried only when somebody asks for it', async () => {
    const sent = Uint8Array.from({ length: 600 }, (_, at) => (at * 37 + 11) % 256);
    expect(await contentOf(sent)).toMatchObject({ kind: 'unknown kind', ending: '', texts: [] });
    expect((await contentOf(sent, '', 'big5')).texts).toHaveLength(1);
  });
});

describe('a kind', () => {
  it.each([
    ['%PDF-1.7 one', '.pdf'],
    ['\xff\xd8\xff\xe0\0\x10JFIF', '.jpg'],
    ['7z\xbc\xaf\x27\x1c\0\x04', '.7z'],
    ['Rar!\x1a\x07\0', '.rar'],
    ['\xfd7zXZ\0\0\x04', '.xz'],
    ['BZh91AY&SY\0\x01\x02', '.bz2'],
    ['\0\0\0\x18ftypmp42', '.mp4'],
    ['OggS\0\x02', '.ogg'],
    ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0W\0o\0r\0k\0b\0o\0o\0k\0', '.xls'],
    ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0', '.doc'],
    ['-----BEGIN PGP PUBLIC KEY BLOCK-----', '.asc'],
    ['MZ is how my street is called.', '.txt'],
  ])('of %j has its ending', async (begin, ending) => {
    expect((await contentOf(new Uint8Array(Buffer.from(begin, 'latin1')))).ending).toBe(ending);
  });

  const types = octets('<Types/>');
  it.each([
    ['.docx', [['[Content_Types].xml', types], ['_rels/.rels', types], ['word/document.xml', types]]],
    ['.docm', [['[Content_Types].xml', types], ['word/document.xml', types], ['word/vbaProject.bin', types]]],
    ['.xlsx', [['[Content_Types].xml', types], ['xl/workbook.xml', types]]],
    ['.odt', [['mimetype', octets('application/vnd.oasis.opendocument.text')], ['content.xml', types]]],
    ['.ods', [['mimetype', octets('application/vnd.oasis.opendocument.spreadsheet')], ['content.xml', types]]],
    ['.epub', [['mimetype', octets('application/epub+zip')], ['META-INF/container.xml', types]]],
    ['.zip', [['word/notes.xml', types], ['mine.xml', types]]],
  ] as const)('of a document that is an archive is that document: %s', async (ending, files) => {
    const content = await contentOf(await zip(files));
    expect(content).toMatchObject({ ending, fault: null });
    expect(content.files).toHaveLength(ending === '.zip' ? 2 : 0);
  });

  it('of a document that no archive of evidence may be like is told all the same', async () => {
    const document = await zip([['[Content_Types].xml', types], ['word/document.xml', types]]);
    expect(await contentOf(new Uint8Array([...document, ...octets('something behind it')]))).toMatchObject({ ending: '.docx', fault: null });
  });
});

describe('an archive', () => {
  it.each(['gb18030', 'shift_jis'] as const)('with names in %s is listed by them', async (encoding) => {
    const sent = await zip([
      [encoded('証表.jpg', encoding), octets('x')],
      [encoded('録音/写真の表.txt', encoding), encoded('写真の表です。', encoding)],
    ]);
    const content = await contentOf(sent, '', encoding);
    expect(content.namesIn).toBe(encoding);
    expect(namesOf(content)).toEqual(['証表.jpg', '録音/写真の表.txt']);
    expect(shownIn(content)).toContainEqual(['録音/写真の表.txt', '写真の表です。']);
    expect(namesOf(await contentOf(sent, '', 'windows-1251'))).not.toEqual(namesOf(content));
  });

  it('with names in cp866 is listed by them without a choice, and its key for the answer is found', async () => {
    const sent = await zip([
      [encoded('Фото задержания.jpg', 'ibm866'), octets('x')],
      ['reply-key.pgp', octets('key')],
    ]);
    const content = await contentOf(sent);
    expect(content).toMatchObject({ namesIn: 'ibm866', fault: null });
    expect(namesOf(content)).toEqual(['Фото задержания.jpg']);
    expect((await contentOf(sent, '', 'utf-16le')).replyKey).not.toBeNull();
  });

  it.each(['\r\n', '\n', '\0\0\0\0', '\x1a'])('with %j behind it is listed', async (filling) => {
    const sent = await zip([['a.pdf', octets('%PDF-1.7')]]);
    expect(namesOf(await contentOf(new Uint8Array([...sent, ...octets(filling)])))).toEqual(['a.pdf']);
    expect((await contentOf(new Uint8Array([...sent, ...octets(`PK${filling}`)]))).fault).not.toBeNull();
  });

  it('packed in a way that the browser lacks says so before anything is saved', async () => {
    const sent = await zip([['a.txt', octets('x'.repeat(40))], ['b.txt', octets('there')]]);
    const view = new DataView(sent.buffer);
    const directory = view.getUint32(sent.length - 6, true);
    view.setUint16(8, 12, true);
    view.setUint16(directory + 10, 12, true);
    const { files, texts, fault } = await contentOf(sent);
    expect(fault).toBeNull();
    expect(files[0]).toMatchObject({ name: 'a.txt', obstacle: 'packed with BZip2, which this browser cannot unpack', opens: false });
    expect(files[1]).toMatchObject({ name: 'b.txt', obstacle: null, opens: true });
    expect(texts.map(({ name }) => name)).toEqual(['b.txt']);
  });

  it('has a file opened that is called a text, and reads as none', async () => {
    const noise = Uint8Array.from({ length: 600 }, (_, at) => (at * 37 + 11) % 256);
    const { files } = await contentOf(await zip([['a.txt', noise], ['a.bin', noise]]));
    expect(files.map(({ kind, opens }) => [kind, opens])).toEqual([['unknown kind', true], ['unknown kind', false]]);
  });

  it('of a folder has the report and its key as one without', async () => {
    const content = await contentOf(await zip([['case/report.txt', octets('What happened.')], ['case/reply-key.pgp', octets('key')], ['case/a.pdf', octets('%PDF-')]]));
    expect(shownIn(content)).toEqual([['', 'What happened.']]);
    expect(Buffer.from(content.replyKey ?? []).toString()).toBe('key');
    expect(namesOf(content)).toEqual(['case/a.pdf']);
  });

  it('of a folder has them also where macOS put its own files beside it', async () => {
    const content = await contentOf(await zip([['case/report.txt', octets('What happened.')], ['__MACOSX/case/._report.txt', Uint8Array.from([0, 5, 22, 7, 0, 2])]]));
    expect(shownIn(content)).toEqual([['', 'What happened.']]);
    expect(namesOf(content)).toEqual(['__MACOSX/case/._report.txt']);
  });

  it('with more files than are listed has its text shown, and says how many more there are', async () => {
    const many = Array.from({ length: mostListed + 5 }, (_, number) => [`${number}.bin`, Uint8Array.from([0, 1])] as const);
    const content = await contentOf(await zip([...many, ['report.txt', octets('What happened.')]]));
    expect(shownIn(content)).toEqual([['', 'What happened.']]);
    expect(content.files).toHaveLength(mostListed);
    expect(content).toMatchObject({ unlisted: 5, fault: null });
  });
});

describe('a TAR', () => {
  const files = [['case/', new Uint8Array()], ['case/report.txt', octets('What happened.')], ['case/a.pdf', octets('%PDF-1.7')]] as const;

  it('of a folder is listed, its text shown', async () => {
    const content = await contentOf(tar(files));
    expect(content).toMatchObject({ kind: 'TAR archive', ending: '.tar', fault: null });
    expect(shownIn(content)).toEqual([['', 'What happened.']]);
    expect(content.files.map(({ name, kind }) => [name, kind])).toEqual([['case/a.pdf', 'PDF document']]);
    expect(Buffer.from((await content.files[0]?.read()) ?? []).toString()).toBe('%PDF-1.7');
  });

  it('packed with gzip is listed as well', async () => {
    const packed = new Blob([tar(files)]).stream().pipeThrough(new CompressionStream('gzip'));
    const content = await contentOf(new Uint8Array(await new Response(packed).arrayBuffer()));
    expect(content).toMatchObject({ ending: '.tar.gz', fault: null });
    expect(namesOf(content)).toEqual(['case/a.pdf']);
  });

  it('has long names of both kinds, and the folder itself in front of none', async () => {
    const long = `${'x'.repeat(120)}.jpg`;
    const pax = (text: string) => octets(`${text.length + 3} ${text}`);
    const content = await contentOf(
      tar([
        ['./', new Uint8Array(), '5'],
        ['././@LongLink', octets(`${long}\0`), 'L'],
        ['./xxx', octets('1')],
        ['./PaxHeaders/y', pax('path=./y-long.jpg\n'), 'x'],
        ['./y', octets('2')],
        ['./link', new Uint8Array(), '2'],
      ]),
    );
    expect(namesOf(content)).toEqual([long, 'y-long.jpg', 'link']);
    expect(content.files[2]?.obstacle).toContain('link');
  });

  it.each([
    ['leads out of its folder', tar([['../a', octets('1')]]), 'points outside'],
    ['is cut off', tar(files).slice(0, 1536), 'incomplete'],
    ['was changed', tar(files).map((octet, at) => (at === 512 ? octet ^ 1 : octet)), 'broken'],
    ['has a name twice', tar([['a', octets('1')], ['a', octets('2')]]), 'same name'],
    ['hides something behind its end', new Uint8Array([...tar(files), 1]), 'two different things'],
  ])('that %s is refused', async (_, sent, fault) => {
    expect((await contentOf(new Uint8Array(sent))).fault).toContain(fault);
  });
});
