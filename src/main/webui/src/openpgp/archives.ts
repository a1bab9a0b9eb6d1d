import {
  configure,
  ERR_AMBIGUOUS_ARCHIVE,
  Uint8ArrayReader,
  Uint8ArrayWriter,
  WARNING_DUPLICATE_FILENAME,
  ZipReader,
  type Entry,
  type FileEntry,
} from '@zip.js/zip.js/lib/zip-core-native.js';
import { ArchiveRefused, mostEntries, mostUnpacked, type Packed, type Unpacked } from './archiveFaults';
import { dataRanges, type DataRange } from './archiveRanges';
import type { Octets } from './decrypting';
import type { Encoding } from './encodings';
import { enoughToTell } from './fileKinds';
import { readNames, type RawName } from './packedNames';

// We are in a worker already, and it makes no others; what unpacks is the browser itself, no WebAssembly.
configure({ useWebWorkers: false, useCompressionStream: true });

/**
 * Lists a ZIP.
 *
 * @param chosen in what to read names of which the archive does not say it; null: guessed
 * @throws ArchiveRefused if programs could disagree about it, or it would harm who unpacks it
 */
export async function readArchive(given: Octets, chosen: Encoding | null = null): Promise<Unpacked> {
  const octets = withoutFilling(given);
  const entries = await listed(octets);
  const files = entries.filter((entry): entry is FileEntry => !entry.directory);
  if (files.some(({ encrypted }) => encrypted)) throw new ArchiveRefused('locked');
  if (files.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0) > mostUnpacked) {
    throw new ArchiveRefused('too-large');
  }
  const ranges = dataRanges(octets, entries);
  if (ranges === null) throw new ArchiveRefused('ambiguous');
  const { names, encoding } = readNames(entries.map(rawName), chosen);
  const named = new Map(entries.map((entry, at) => [entry, names[at] ?? '']));
  return { files: files.map((entry) => packed(octets, named.get(entry) ?? '', entry, ranges.get(entry.offset))), encoding };
}

/** The names in a ZIP that is not listed otherwise, for telling what it is. */
export async function looseNames(octets: Octets): Promise<readonly string[]> {
  const reader = new ZipReader(new Uint8ArrayReader(octets), { strictness: 'tolerant' });
  const names: string[] = [];
  try {
    for await (const { filename } of reader.getEntriesGenerator()) if (names.push(filename) > mostEntries) break;
  } catch {
    // What could be read of it is enough.
  }
  return names;
}

/** What a mail program, a shell or a disk's blocks put behind it. */
const filling: readonly unknown[] = [0x0d, 0x0a, 0x00, 0x1a, 0x20];
const mostFilling = 1_024;
const endRecord = 22;

/** Without what follows the end record, if that says nothing (APPNOTE 4.3.16). */
function withoutFilling(octets: Octets): Octets {
  let end = octets.length;
  while (end > 0 && octets.length - end <= mostFilling && filling.includes(octets[end - 1])) end--;
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  // The record may end in the same octets itself, or in a comment.
  for (let at = Math.min(octets.length - endRecord, end); at >= Math.max(0, end - 65_557); at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    const ends = at + endRecord + view.getUint16(at + 20, true);
    return ends >= end && ends < octets.length ? octets.subarray(0, ends) : octets;
  }
  return octets;
}

/** Octets as they are, one character for each. */
function unread(octets: Uint8Array): string {
  return Array.from(octets, (octet) => String.fromCharCode(octet)).join('');
}

async function listed(octets: Octets): Promise<readonly Entry[]> {
  const reader = new ZipReader(new Uint8ArrayReader(octets), {
    strictness: 'strict',
    // Only once all are known can be said in what they are written: they are checked then.
    filenameValidation: 'tolerant',
    decodeText: (name, encoding) => (encoding === 'utf-8' ? undefined : unread(name)),
  });
  const entries: Entry[] = [];
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      if (entries.push(entry) > mostEntries) throw new ArchiveRefused('too-many');
    }
  } catch (problem) {
    throw refusal(problem);
  }
  return entries;
}

/** What is marked as UTF-8, or has a second name that is, is not to be guessed (APPNOTE 4.4.4, 4.6.9). */
function rawName({ bitFlag, extraFieldUnicodePath, filename, rawFilename }: Entry): RawName {
  return bitFlag?.languageEncodingFlag || extraFieldUnicodePath?.valid ? filename : rawFilename;
}

const stored = 0;
const deflated = 8;

const methods: ReadonlyMap<number, string> = new Map([
  [1, 'Shrink'],
  [6, 'Implode'],
  [9, 'Deflate64'],
  [12, 'BZip2'],
  [14, 'LZMA'],
  [93, 'Zstandard'],
  [95, 'XZ'],
  [98, 'PPMd'],
]);

/** What no browser unpacks (APPNOTE 4.4.5). */
function obstacleOf({ compressionMethod: method }: FileEntry): string | null {
  if (method === stored || method === deflated) return null;
  return `packed with ${methods.get(method) ?? `method ${method}`}, which this browser cannot unpack`;
}

function packed(octets: Octets, name: string, entry: FileEntry, range: DataRange | undefined): Packed {
  return {
    name,
    size: entry.uncompressedSize,
    obstacle: obstacleOf(entry),
    begin: () => beginning(octets, entry, range),
    async read() {
      try {
        return await entry.getData(new Uint8ArrayWriter(), { checkCrc32: true, strictness: 'strict' });
      } catch (problem) {
        throw refusal(problem);
      }
    },
  };
}

async function beginning(octets: Octets, entry: FileEntry, range: DataRange | undefined): Promise<Uint8Array> {
  if (range === undefined) return new Uint8Array();
  const raw = octets.slice(range.start, Math.min(range.end, range.start + 8 * enoughToTell));
  if (entry.compressionMethod === stored) return raw.subarray(0, enoughToTell);
  if (entry.compressionMethod !== deflated) return new Uint8Array();
  const inflating = new DecompressionStream('deflate-raw');
  const writer = inflating.writable.getWriter();
  // The piece is cut off somewhere: that it does not end well is no news.
  void writer.write(raw).catch(() => undefined);
  void writer.close().catch(() => undefined);
  const reader = inflating.readable.getReader();
  const first = await reader.read().catch(() => ({ value: undefined }));
  void reader.cancel().catch(() => undefined);
  return first.value?.subarray(0, enoughToTell) ?? new Uint8Array();
}

function refusal(problem: unknown): ArchiveRefused {
  if (problem instanceof ArchiveRefused) return problem;
  const { message, reason } = problem as { message?: string; reason?: string };
  if (message !== ERR_AMBIGUOUS_ARCHIVE) return new ArchiveRefused('broken');
  return new ArchiveRefused(reason === WARNING_DUPLICATE_FILENAME ? 'same-name' : 'ambiguous');
}
