import { ArchiveRefused, readArchive, type Packed } from './archives';
import type { Octets } from './decrypting';
import { isSealed, isText, kindOf } from './fileKinds';
import { plainName } from './names';

/** What an opened message holds, as far as it can be shown without running or rendering anything of it. */
export interface Content {
  readonly octets: Octets;
  /** Of the whole, in words. */
  readonly kind: string;
  /** A message inside the message: it is opened only when somebody asks for it. */
  readonly sealed: boolean;
  /** What the source wrote, if there is text that can be shown. */
  readonly text: string | null;
  readonly files: readonly Evidence[];
  /** Why its archive is not listed. */
  readonly fault: string | null;
  /** To whom an answer is sealed: the certificate that came inside the seal. */
  readonly replyKey: Octets | null;
  /** The structured report, as the form made it: JSON that nobody has checked. */
  readonly structured: Octets | null;
}

export interface Evidence {
  /** For people: without octets that could make it look like another name. */
  readonly name: string;
  readonly size: number;
  readonly kind: string;
  readonly sealed: boolean;
  read(): Promise<Octets>;
}

/** More text than this is no letter: it is saved as a file. */
const longestText = 1_000_000;

const textName = 'report.txt';
const replyKeyName = 'reply-key.pgp';
const structuredName = 'report.json';
const manifestName = 'manifest.json';
const paddingName = 'padding';

export async function contentOf(octets: Octets): Promise<Content> {
  const kind = kindOf('', octets);
  const plain = { octets, kind, sealed: isSealed(octets), text: null, files: [], fault: null, replyKey: null, structured: null };
  if (plain.sealed) return plain;
  if (kind === 'ZIP archive') return archiveContent(plain);
  return { ...plain, text: shownText(octets) };
}

async function archiveContent(plain: Content): Promise<Content> {
  try {
    const packed = await readArchive(plain.octets);
    const find = (name: string) => packed.find((file) => file.name === name && file.size <= longestText)?.read() ?? null;
    // Only the form writes a manifest. In anybody else's archive a file called "padding" is a file.
    const ours = packed.some(({ name }) => name === manifestName);
    const text = shownText(await find(textName));
    const replyKey = await find(replyKeyName);
    const structured = ours ? await find(structuredName) : null;
    const apart = [
      ...(text === null ? [] : [textName]),
      ...(replyKey === null ? [] : [replyKeyName]),
      ...(ours ? [structuredName, manifestName, paddingName] : []),
    ];
    const files: Evidence[] = [];
    for (const file of packed) if (!apart.includes(file.name)) files.push(await evidence(file, ours));
    return { ...plain, text, files, replyKey, structured };
  } catch (problem) {
    if (!(problem instanceof ArchiveRefused)) throw problem;
    return { ...plain, fault: problem.message };
  }
}

async function evidence(file: Packed, ours: boolean): Promise<Evidence> {
  const begin = await file.begin();
  const name = ours && file.name.startsWith('files/') ? file.name.slice('files/'.length) : file.name;
  const kind = file.size === 0 ? 'empty file' : begin.length === 0 ? 'unknown kind' : kindOf(file.name, begin);
  return { name: plainName(name), size: file.size, kind, sealed: isSealed(begin), read: () => file.read() };
}

function shownText(octets: Octets | null): string | null {
  if (octets === null || octets.length === 0 || octets.length > longestText || !isText(octets)) return null;
  return new TextDecoder().decode(octets);
}
