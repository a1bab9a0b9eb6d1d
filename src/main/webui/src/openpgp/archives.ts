import {
  configure,
  ERR_AMBIGUOUS_ARCHIVE,
  ERR_UNSAFE_FILENAME,
  Uint8ArrayReader,
  Uint8ArrayWriter,
  WARNING_DUPLICATE_FILENAME,
  ZipReader,
  type FileEntry,
} from '@zip.js/zip.js/lib/zip-core-native.js';
import { dataRanges, type DataRange } from './archiveRanges';
import type { Octets } from './decrypting';
import { enoughToTell } from './fileKinds';

// We are in a worker already, and it makes no others; what unpacks is the browser itself, no WebAssembly.
configure({ useWebWorkers: false, useCompressionStream: true });

/** The form takes 1,000 files. */
export const mostEntries = 2_000;
export const mostUnpacked = 1_073_741_824;

export const archiveFaults = {
  broken: 'The ZIP archive in it is incomplete or broken.',
  'too-many': `The ZIP archive in it has more than ${mostEntries.toLocaleString('en')} entries.`,
  'too-large': 'The files in its ZIP archive would unpack to more than 1 GB: perhaps it is meant to fill a disk.',
  'unsafe-name': 'A file name in its ZIP archive points outside of the archive, or is not a name at all.',
  'same-name': 'Two files in its ZIP archive have the same name.',
  ambiguous: 'Its ZIP archive says two different things about what is in it: other programs may show other files.',
  locked: 'A file in its ZIP archive is locked with a password.',
} as const;

export type ArchiveFault = keyof typeof archiveFaults;

export class ArchiveRefused extends Error {
  override readonly name = 'ArchiveRefused';

  constructor(readonly fault: ArchiveFault) {
    super(archiveFaults[fault]);
  }
}

/** One file in an archive that passed every check. */
export interface Packed {
  /** As the archive has it. */
  readonly name: string;
  /** Octets, unpacked. */
  readonly size: number;
  /** Its first octets, for telling its kind. */
  begin(): Promise<Uint8Array>;
  /** @throws ArchiveRefused if its check sum or its length is not what the archive says */
  read(): Promise<Octets>;
}

/** @throws ArchiveRefused if programs could disagree about it, or it would harm who unpacks it */
export async function readArchive(octets: Octets): Promise<readonly Packed[]> {
  const entries = await listed(octets);
  const files = entries.filter((entry): entry is FileEntry => !entry.directory);
  if (files.some(({ encrypted }) => encrypted)) throw new ArchiveRefused('locked');
  if (files.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0) > mostUnpacked) {
    throw new ArchiveRefused('too-large');
  }
  const ranges = dataRanges(octets, entries);
  if (ranges === null) throw new ArchiveRefused('ambiguous');
  return files.map((entry) => packed(octets, entry, ranges.get(entry.offset)));
}

async function listed(octets: Octets) {
  const reader = new ZipReader(new Uint8ArrayReader(octets), { strictness: 'strict', filenameValidation: 'strict' });
  const entries = [];
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      if (entries.push(entry) > mostEntries) throw new ArchiveRefused('too-many');
    }
  } catch (problem) {
    throw refusal(problem);
  }
  return entries;
}

function packed(octets: Octets, entry: FileEntry, range: DataRange | undefined): Packed {
  return {
    name: entry.filename,
    size: entry.uncompressedSize,
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

const stored = 0;
const deflated = 8;

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
  if (message === ERR_UNSAFE_FILENAME) return new ArchiveRefused('unsafe-name');
  if (message !== ERR_AMBIGUOUS_ARCHIVE) return new ArchiveRefused('broken');
  return new ArchiveRefused(reason === WARNING_DUPLICATE_FILENAME ? 'same-name' : 'ambiguous');
}
