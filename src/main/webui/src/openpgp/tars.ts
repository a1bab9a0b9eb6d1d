import { ArchiveRefused, mostEntries, type Packed, type Unpacked } from './archiveFaults';
import type { Octets } from './decrypting';
import { decoded, type Encoding } from './encodings';
import { readNames, type RawName } from './packedNames';

/** A TAR is made of blocks (POSIX.1-2017, pax). */
const block = 512;

/** What follows a header, by its type. */
const types = {
  file: ['0', '\0', '7'],
  link: ['1', '2'],
  folder: ['5'],
  pax: 'x',
  paxForAll: 'g',
  longName: 'L',
  longTarget: 'K',
} as const;

interface Entry {
  readonly name: RawName;
  readonly obstacle: string | null;
  readonly data: Octets;
  readonly folder: boolean;
}

/** Whether these octets begin like a TAR: nothing else has the sum of its first block in it. */
export function isTar(begin: Uint8Array): boolean {
  return begin.length >= block && hasItsSum(begin.subarray(0, block));
}

/**
 * Lists a TAR, as Kleopatra, gpgtar and tar make them of a folder. Links are listed and lead nowhere.
 *
 * @param chosen in what to read names of which the archive does not say it; null: guessed
 * @throws ArchiveRefused if programs could disagree about it, or it would harm who unpacks it
 */
export function readTar(octets: Octets, chosen: Encoding | null = null): Unpacked {
  const entries = entriesOf(octets);
  const { names, encoding } = readNames(entries.map(({ name }) => name), chosen);
  const files = entries.flatMap((entry, at): readonly Packed[] => (entry.folder ? [] : [packed(names[at] ?? '', entry)]));
  return { files, encoding };
}

function packed(name: string, { obstacle, data }: Entry): Packed {
  return {
    name,
    size: data.length,
    obstacle,
    begin: () => Promise.resolve(data.subarray(0, block)),
    read: () => Promise.resolve(data.slice()),
  };
}

function entriesOf(octets: Octets): readonly Entry[] {
  const entries: Entry[] = [];
  let long: RawName | null = null;
  let pax = new Map<string, string>();
  for (let at = 0; ; ) {
    const header = octets.subarray(at, at + block);
    if (header.length < block) throw new ArchiveRefused('broken');
    if (isZero(header)) {
      if (!isZero(octets.subarray(at).filter((octet) => octet !== 0x0d && octet !== 0x0a))) throw new ArchiveRefused('ambiguous');
      return entries;
    }
    if (!hasItsSum(header)) throw new ArchiveRefused('broken');
    const type = String.fromCharCode(header[156] ?? 0);
    const size = pax.has('size') ? Number(pax.get('size')) : number(header.subarray(124, 136));
    const data = octets.subarray(at + block, at + block + size);
    if (!Number.isSafeInteger(size) || size < 0 || data.length < size) throw new ArchiveRefused('broken');
    at += block + Math.ceil(size / block) * block;
    if (type === types.pax) pax = paxRecords(data);
    else if (type === types.longName) long = ended(data);
    else if (type !== types.paxForAll && type !== types.longTarget) {
      add(entries, { name: pax.get('path') ?? long ?? nameIn(header), data, ...kindOf(type) });
      [long, pax] = [null, new Map()];
    }
  }
}

function kindOf(type: string): Pick<Entry, 'obstacle' | 'folder'> {
  const is = (kind: readonly string[]) => kind.includes(type);
  if (is(types.file) || is(types.folder)) return { obstacle: null, folder: is(types.folder) };
  return { obstacle: is(types.link) ? 'a link to another file, which holds nothing itself' : 'no plain file', folder: false };
}

/** "./" in front is how tar names what lies in the folder itself. */
function add(entries: Entry[], entry: Entry): void {
  const name = withoutHere(entry.name);
  if (name.length === 0) return;
  const last = typeof name === 'string' ? name.charCodeAt(name.length - 1) : name[name.length - 1];
  // Before there was a type for folders, a slash said it.
  const folder = entry.folder || (last === 0x2f && entry.data.length === 0);
  if (entries.push({ ...entry, name, folder }) > mostEntries) throw new ArchiveRefused('too-many');
}

function withoutHere(name: RawName): RawName {
  if (typeof name === 'string') return name.replace(/^\.(\/|$)/, '');
  if (name[0] !== 0x2e || (name.length > 1 && name[1] !== 0x2f)) return name;
  return name.subarray(2);
}

/** The name field, with the prefix that the newer form has in front of it. */
function nameIn(header: Uint8Array): Uint8Array {
  const name = ended(header.subarray(0, 100));
  const isPosix = decoded(header.subarray(257, 263), 'windows-1252') === 'ustar\0';
  const prefix = isPosix ? ended(header.subarray(345, 500)) : new Uint8Array();
  return prefix.length === 0 ? name : Uint8Array.from([...prefix, 0x2f, ...name]);
}

function ended(field: Uint8Array): Uint8Array {
  const end = field.indexOf(0);
  return end < 0 ? field : field.subarray(0, end);
}

/** "28 path=…\n", the length counting itself. They are in UTF-8. */
function paxRecords(data: Uint8Array): Map<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < data.length && data[at] !== 0; ) {
    const space = data.indexOf(0x20, at);
    const length = Number(decoded(data.subarray(at, space), 'windows-1252'));
    if (space < 0 || !(length > space - at && at + length <= data.length)) throw new ArchiveRefused('broken');
    const [, key = '', value = ''] = /^([^=]*)=([\s\S]*)\n$/.exec(decoded(data.subarray(space + 1, at + length), 'utf-8')) ?? [];
    records.set(key, value);
    at += length;
  }
  return records;
}

/** Octal digits; in files of 8 GB and more, which are more than can be opened, octets. */
function number(field: Uint8Array): number {
  const digits = decoded(ended(field), 'windows-1252').trim();
  return /^[0-7]*$/.test(digits) ? Number.parseInt(digits || '0', 8) : Number.NaN;
}

/** Its sum counts the field in which the sum stands as spaces. */
function hasItsSum(header: Uint8Array): boolean {
  const sum = header.reduce((total, octet, at) => total + (at >= 148 && at < 156 ? 0x20 : octet), 0);
  return !isZero(header) && number(header.subarray(148, 156)) === sum;
}

function isZero(octets: Uint8Array): boolean {
  return octets.every((octet) => octet === 0);
}
