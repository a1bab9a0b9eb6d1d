/** Where the data of an entry lies in the archive. */
export interface DataRange {
  readonly start: number;
  readonly end: number;
}

/** What the directory at the end of an archive says of an entry. */
export interface Listed {
  /** Of its local header. */
  readonly offset: number;
  readonly compressedSize: number;
  readonly uncompressedSize: number;
  readonly compressionMethod: number;
  readonly rawFilename: Uint8Array;
}

const localHeader = 0x04034b50;
const fixedPart = 30;
/** Set when the sizes follow the data, as in programs that write without knowing them. */
const sizesFollow = 0x08;
const inZip64 = 0xffffffff;
/** A signature, a check sum and two sizes of eight octets. */
const longestDescriptor = 24;

/**
 * Compares the directory at the end with the headers in front of the data, which other programs read.
 *
 * @returns the ranges by the offset of their local header; null if the two disagree, data overlap (files that share the
 *     same octets multiply what is unpacked), or something lies between two entries that the directory does not name
 */
export function dataRanges(octets: Uint8Array, entries: readonly Listed[]): ReadonlyMap<number, DataRange> | null {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  const ranges = new Map<number, DataRange>();
  let lastEnd = 0;
  for (const entry of [...entries].sort((one, other) => one.offset - other.offset)) {
    const gap = entry.offset - lastEnd;
    if (gap < 0 || gap > (lastEnd === 0 ? 0 : longestDescriptor)) return null;
    const range = rangeOf(view, octets, entry);
    if (range === null) return null;
    ranges.set(entry.offset, range);
    lastEnd = range.end;
  }
  return ranges;
}

function rangeOf(view: DataView, octets: Uint8Array, entry: Listed): DataRange | null {
  const at = entry.offset;
  if (at + fixedPart > octets.length || view.getUint32(at, true) !== localHeader) return null;
  const nameEnd = at + fixedPart + view.getUint16(at + 26, true);
  const start = nameEnd + view.getUint16(at + 28, true);
  const end = start + entry.compressedSize;
  const name = octets.subarray(at + fixedPart, nameEnd);
  const known = (view.getUint16(at + 6, true) & sizesFollow) === 0;
  const agrees =
    end <= octets.length &&
    name.length === entry.rawFilename.length &&
    name.every((octet, index) => octet === entry.rawFilename[index]) &&
    view.getUint16(at + 8, true) === entry.compressionMethod &&
    (!known ||
      (same(view.getUint32(at + 18, true), entry.compressedSize) &&
        same(view.getUint32(at + 22, true), entry.uncompressedSize)));
  return agrees ? { start, end } : null;
}

function same(size: number, listed: number): boolean {
  return size === listed || size === inZip64;
}
