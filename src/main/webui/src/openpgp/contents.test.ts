import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';
import { describe, expect, it } from 'vitest';
import { contentOf, type Content } from './contents';
import { isSealed, kindOf } from './fileKinds';
import { nameToSave, plainName } from './names';

const octets = (text: string) => new TextEncoder().encode(text);

async function zip(files: Record<string, string | Uint8Array>) {
  return contentOf(await packed(files));
}

async function packed(files: Record<string, string | Uint8Array>) {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const [name, what] of Object.entries(files)) {
    await writer.add(name, new Uint8ArrayReader(typeof what === 'string' ? octets(what) : what));
  }
  return writer.close();
}

const shownIn = ({ texts }: Content) => texts.map(({ name, text }) => [name, text]);

describe('what an opened message holds', () => {
  it('is text when it reads as text, in any language', async () => {
    expect(shownIn(await contentOf(octets('شهادة\r\nиспытание')))).toEqual([['', 'شهادة\r\nиспытание']]);
  });

  it('is a file when it is not', async () => {
    const content = await contentOf(octets('%PDF-1.7\0\x01'));
    expect(content).toMatchObject({ texts: [], kind: 'PDF document', ending: '.pdf', files: [], fault: null });
  });

  it('is a report with its evidence when the form made it', async () => {
    const content = await zip({
      'report.json': '{"schema":1}',
      'report.txt': 'What happened.',
      'files/letter.pdf': '%PDF-1.7 ...',
      'reply-key.pgp': 'key',
      'manifest.json': '{}',
      padding: '\0\0\0',
    });
    expect(shownIn(content)).toEqual([['', 'What happened.']]);
    expect(content.files.map(({ name, kind }) => [name, kind])).toEqual([['letter.pdf', 'PDF document']]);
    expect(Buffer.from(content.replyKey ?? []).toString()).toBe('key');
    expect(Buffer.from(content.structured ?? []).toString()).toBe('{"schema":1}');
  });

  it('is every file of an archive that somebody else made', async () => {
    const content = await zip({ padding: 'mine', 'report.json': '{}', 'photos/a.png': Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]) });
    expect(content.files.map(({ name }) => name)).toEqual(['padding', 'report.json', 'photos/a.png']);
    expect(shownIn(content)).toEqual([['padding', 'mine']]);
  });

  // As a desk's page tells a source: zip -X report.zip report.txt reply-key.pgp, or Python's zipfile.
  it.each([
    [
      'zip',
      'UEsDBAoAAAAAAAAAISi2nxxwDgAAAA4AAAAKAAAAcmVwb3J0LnR4dFdoYXQgaGFwcGVuZWQuUEsDBAoAAAAAAAAAISipq5CKAwAA' +
      'AAMAAAANAAAAcmVwbHkta2V5LnBncGtleVBLAQIeAwoAAAAAAAAAISi2nxxwDgAAAA4AAAAKAAAAAAAAAAEAAACkgQAAAAByZXBv' +
      'cnQudHh0UEsBAh4DCgAAAAAAAAAhKKmrkIoDAAAAAwAAAA0AAAAAAAAAAQAAAKSBNgAAAHJlcGx5LWtleS5wZ3BQSwUGAAAAAAIA' +
      'AgBzAAAAZAAAAAAA',
    ],
    [
      'Python',
      'UEsDBBQAAAAIAAAAISi2nxxwEAAAAA4AAAAKAAAAcmVwb3J0LnR4dAvPSCxRyEgsKEjNS03RAwBQSwMEFAAAAAgAAAAhKKmrkIoF' +
      'AAAAAwAAAA0AAAByZXBseS1rZXkucGdwy06tBABQSwECFAMUAAAACAAAACEotp8ccBAAAAAOAAAACgAAAAAAAAAAAAAApIEAAAAA' +
      'cmVwb3J0LnR4dFBLAQIUAxQAAAAIAAAAISipq5CKBQAAAAMAAAANAAAAAAAAAAAAAACkgTgAAAByZXBseS1rZXkucGdwUEsFBgAA' +
      'AAACAAIAcwAAAGgAAAAAAA==',
    ],
  ])('has the reply key that a source has put beside the text with %s', async (_, archive) => {
    const content = await contentOf(new Uint8Array(Buffer.from(archive, 'base64')));
    expect(content).toMatchObject({ files: [], fault: null });
    expect(shownIn(content)).toEqual([['', 'What happened.']]);
    expect(Buffer.from(content.replyKey ?? []).toString()).toBe('key');
  });

  it('keeps a text as a file when it cannot be shown', async () => {
    const content = await zip({ 'report.txt': '\x07\x01\x02\x03 \0\0\0' });
    expect(content.files.map(({ name }) => name)).toEqual(['report.txt']);
  });

  it('says why an archive is not listed, and keeps its octets', async () => {
    const content = await contentOf(octets('PK\x03\x04 and nothing more'));
    expect(content.fault).toContain('broken');
    expect(content.octets.length).toBeGreaterThan(0);
  });

  it('may be a second message', async () => {
    expect(await contentOf(octets('-----BEGIN PGP MESSAGE-----\n\nhF4D'))).toMatchObject({ sealed: true, texts: [] });
    expect(isSealed(new Uint8Array([0xc1, 0x5e, 3, 1]))).toBe(true);
    expect(isSealed(new Uint8Array([0x84, 0x5e, 3, 1]))).toBe(true);
    expect(isSealed(new Uint8Array([0x85, 1, 0x0c, 3]))).toBe(true);
    expect(isSealed(octets('-----BEGIN PGP PUBLIC KEY BLOCK-----'))).toBe(false);
    const [file] = (await zip({ 'inner.asc': '-----BEGIN PGP MESSAGE-----\n\nhF4D' })).files;
    expect(file).toMatchObject({ sealed: true, kind: 'sealed OpenPGP message' });
  });
});

describe('a file name', () => {
  it('shows where it would deceive', () => {
    expect(plainName('photo\u202egpj.exe')).toBe('photo\ufffdgpj.exe');
    expect(plainName('a\nb\u200bc')).toBe('a\ufffdb\ufffdc');
    expect(plainName('رسالة.pdf')).toBe('رسالة.pdf');
  });

  it('is saved without its path, short, and with its ending', () => {
    expect(nameToSave('photos/2026/a.png')).toBe('a.png');
    expect(nameToSave('a\\b\\c.txt')).toBe('c.txt');
    expect(nameToSave(`${'x'.repeat(300)}.docx`)).toMatch(/^x{115}\.docx$/);
    expect(nameToSave('..')).toBe('file');
    expect(nameToSave('.bashrc')).toBe('bashrc');
  });

  it('tells the kind only when the octets do not', () => {
    expect(kindOf('picture.jpg', octets('MZ\x90'))).toBe('Windows program');
    expect(kindOf('letter.docx', octets('PK\x03\x04'))).toBe('Word document');
    expect(kindOf('constructor.constructor', octets('hello'))).toBe('plain text');
    expect(kindOf('film.mp4', octets('\0\0\0\x18ftypmp42'))).toBe('MP4 video');
    expect(kindOf('nothing', new Uint8Array())).toBe('empty file');
    expect(kindOf('noise', new Uint8Array([0, 1, 2, 250]))).toBe('unknown kind');
  });
});
