import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';
import { describe, expect, it } from 'vitest';
import { ArchiveRefused, mostEntries, type ArchiveFault } from './archiveFaults';
import { readArchive } from './archives';
import type { Octets } from './decrypting';

type Named = readonly [name: string, octets: Uint8Array];

async function zip(files: readonly Named[], level = 6): Promise<Octets> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { level, extendedTimestamp: false, useWebWorkers: false });
  for (const [name, octets] of files) await writer.add(name, new Uint8ArrayReader(octets));
  return writer.close();
}

const octets = (text: string) => new TextEncoder().encode(text);
const two: readonly Named[] = [
  ['one.txt', octets('the first '.repeat(100))],
  ['two.txt', octets('the second '.repeat(100))],
];

/** Puts other octets in place of a text, everywhere or only where it occurs for the nth time. */
function changed(archive: Octets, from: string, to: string, only?: number): Octets {
  const result = archive.slice();
  let at = -1;
  for (let count = 0; (at = Buffer.from(archive).indexOf(from, at + 1, 'latin1')) >= 0; count++) {
    if (only === undefined || only === count) result.set(Buffer.from(to, 'latin1'), at);
  }
  return result;
}

/** An archive of files without octets, whose names are five digits. */
function emptyFiles(count: number): Octets {
  const [localSize, listedSize] = [30 + 5, 46 + 5];
  const archive = new Uint8Array(count * (localSize + listedSize) + 22);
  const view = new DataView(archive.buffer);
  const directory = count * localSize;
  for (let number = 0; number < count; number++) {
    const [local, listed] = [number * localSize, directory + number * listedSize];
    const name = octets(String(number).padStart(5, '0'));
    view.setUint32(local, 0x04034b50, true);
    view.setUint16(local + 26, name.length, true);
    archive.set(name, local + 30);
    view.setUint32(listed, 0x02014b50, true);
    view.setUint16(listed + 28, name.length, true);
    view.setUint32(listed + 42, local, true);
    archive.set(name, listed + 46);
  }
  const end = archive.length - 22;
  view.setUint32(end, 0x06054b50, true);
  view.setUint16(end + 8, count, true);
  view.setUint16(end + 10, count, true);
  view.setUint32(end + 12, count * listedSize, true);
  view.setUint32(end + 16, directory, true);
  return archive;
}

function directoryAt(archive: Octets): number {
  return new DataView(archive.buffer, archive.byteOffset).getUint32(archive.length - 6, true);
}

async function fault(work: Promise<unknown>): Promise<ArchiveFault> {
  try {
    await work;
  } catch (problem) {
    if (problem instanceof ArchiveRefused) return problem.fault;
    throw problem;
  }
  throw new Error('it was not refused');
}

describe('an archive', () => {
  it.each([0, 6])('packed at level %i gives its files as they were', async (level) => {
    const { files } = await readArchive(await zip(two, level));
    expect(files.map(({ name }) => name)).toEqual(['one.txt', 'two.txt']);
    expect(files[0]?.size).toBe(1000);
    expect(Buffer.from((await files[1]?.read()) ?? []).toString()).toBe('the second '.repeat(100));
    expect(Buffer.from((await files[1]?.begin()) ?? []).toString()).toMatch(/^the second the second/);
  });

  it('that is cut short is refused', async () => {
    const whole = await zip(two);
    for (const length of [whole.length - 1, whole.length - 22, whole.length >> 1, 10]) {
      expect(await fault(readArchive(whole.slice(0, length)))).toBe('broken');
    }
  });

  it.each(['../../x', '/etc/xx', 'C:/xxxx', '..\\..\\x', 'a/../xx', 'a\0bcdef', 'a//bcde'])(
    'with the name %j is refused',
    async (name) => {
      const archive = changed(await zip([['one.txt', octets('1')]]), 'one.txt', name);
      expect(await fault(readArchive(archive))).toBe('unsafe-name');
    },
  );

  it('with the same name twice is refused', async () => {
    expect(await fault(readArchive(changed(await zip(two), 'two.txt', 'one.txt')))).toBe('same-name');
  });

  it('with more entries than any report has is refused', async () => {
    expect(await fault(readArchive(emptyFiles(mostEntries + 1)))).toBe('too-many');
    expect((await readArchive(emptyFiles(mostEntries))).files).toHaveLength(mostEntries);
  });

  it('whose two directories name another file is refused', async () => {
    const archive = await zip(two);
    expect(await fault(readArchive(changed(archive, 'one.txt', 'all.txt', 0)))).toBe('ambiguous');
    expect(await fault(readArchive(changed(archive, 'one.txt', 'all.txt', 1)))).toBe('ambiguous');
  });

  it('that hides an entry from its directory is refused', async () => {
    const [first, second] = [await zip(two.slice(0, 1)), await zip(two.slice(1))];
    const hidden = first.slice(0, directoryAt(first));
    const joined = new Uint8Array([...hidden, ...second]);
    expect(await fault(readArchive(joined))).toBe('ambiguous');
    expect(await fault(readArchive(new Uint8Array([...first, ...second])))).toBe('ambiguous');
  });

  it('whose files share their octets is refused: it would multiply them', async () => {
    const archive = await zip(two, 0);
    const view = new DataView(archive.buffer, archive.byteOffset);
    const second = archive.length - 22 - 46 - 'two.txt'.length;
    expect(Buffer.from(archive.subarray(second + 46, second + 53)).toString()).toBe('two.txt');
    view.setUint32(second + 42, 0, true);
    expect(await fault(readArchive(archive))).toBe('ambiguous');
  });

  it('that says it unpacks to 8 gigabytes is refused before anything is unpacked', async () => {
    const archive = await zip(two, 0);
    const view = new DataView(archive.buffer, archive.byteOffset);
    for (let at = directoryAt(archive), count = 0; count < 2; count++) {
      view.setUint32(at + 24, 0xfffffff0, true);
      at += 46 + 'one.txt'.length + view.getUint16(at + 30, true);
    }
    expect(await fault(readArchive(archive))).toBe('too-large');
  });

  it('that unpacks to more than it says is stopped at what it says', async () => {
    const archive = await zip([['one.txt', new Uint8Array(20_000_000)]]);
    const view = new DataView(archive.buffer, archive.byteOffset);
    view.setUint32(22, 1_000, true);
    view.setUint32(directoryAt(archive) + 24, 1_000, true);
    const [file] = (await readArchive(archive)).files;
    expect(file?.size).toBe(1_000);
    expect(await fault(file?.read() ?? Promise.resolve())).toBe('broken');
  });

  it('with a changed file is refused when that file is read', async () => {
    const archive = await zip(two, 0);
    const [first] = (await readArchive(changed(archive, 'the first the', 'the fifth the', 0))).files;
    expect(await fault(first?.read() ?? Promise.resolve())).toBe('broken');
  });
});
