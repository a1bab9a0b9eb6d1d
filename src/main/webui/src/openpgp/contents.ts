import { ArchiveRefused, mostUnpacked, type Packed, type Unpacked } from './archiveFaults';
import { looseNames, readArchive } from './archives';
import type { Octets } from './decrypting';
import { declaredDocument, officeDocument, olderDocument } from './documents';
import type { Encoding } from './encodings';
import { endings, isSealed, kindOf, type FileKind } from './fileKinds';
import { readMail } from './mails';
import { plainName } from './names';
import { isTar, readTar } from './tars';
import { readText, type Text } from './texts';

/** What an opened message holds, as far as it can be shown without running or rendering anything of it. */
export interface Content {
  readonly octets: Octets;
  /** Of the file that this is, in something that was opened; empty for what was sealed itself. */
  readonly name: string;
  /** Of the whole, in words. */
  readonly kind: FileKind;
  /** How the whole is saved, with its dot. */
  readonly ending: string;
  /** A message inside the message: it is opened only when somebody asks for it. */
  readonly sealed: boolean;
  /** What the source wrote, if there is text that can be shown. */
  readonly texts: readonly Text[];
  readonly files: readonly Evidence[];
  /** Files that are there beyond those that are listed. */
  readonly unlisted: number;
  /** In what the names of its files were read, if they could have been read in something else. */
  readonly namesIn: Encoding | null;
  /** What the reviewer chose to read it in; null: it is as its programs say, or guessed. */
  readonly chosen: Encoding | null;
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
  readonly kind: FileKind;
  readonly sealed: boolean;
  /** Whether the console shows more of it than its name. */
  readonly opens: boolean;
  /** Why it can neither be opened nor saved by itself, as the rest of a sentence; null if it can. */
  readonly obstacle: string | null;
  read(): Promise<Octets>;
}

/** More text than this is no letter: it is saved as a file. */
const longestText = 1_000_000;

/** A list of more files is no help to anybody. The form takes half as many. */
export const mostListed = 2_000;

/** Files of an archive whose text is shown at once; the others are opened one by one. */
const mostTexts = 20;

const textName = 'report.txt';
const replyKeyName = 'reply-key.pgp';
const structuredName = 'report.json';
const manifestName = 'manifest.json';
const paddingName = 'padding';

const textKinds: readonly FileKind[] = ['plain text', 'OpenPGP data', 'web page', 'SVG drawing', 'CSV table', 'JSON data', 'script', 'contacts'];
const opened: readonly FileKind[] = [...textKinds, 'ZIP archive', 'TAR archive', 'gzip archive', 'e-mail message'];

/**
 * @param name of the file that this is, if it is one
 * @param chosen in what to read texts and names; null: as their programs say, or guessed
 */
export async function contentOf(octets: Octets, name = '', chosen: Encoding | null = null): Promise<Content> {
  const plain = nothingIn(octets, name, kindOf(name, octets), chosen);
  try {
    switch (plain.kind) {
      case 'sealed OpenPGP message':
        return plain;
      case 'ZIP archive':
        return await zipContent(plain);
      case 'TAR archive':
        return await unpackedContent(plain, readTar(octets, chosen));
      case 'gzip archive':
        return await gzipContent(plain);
      case 'e-mail message':
        return await mailContent(plain);
      case 'older Office document':
        return ofKind(plain, olderDocument(octets));
      default:
        return textContent(plain);
    }
  } catch (problem) {
    if (!(problem instanceof ArchiveRefused)) throw problem;
    return { ...plain, fault: problem.message };
  }
}

function nothingIn(octets: Octets, name: string, kind: FileKind, chosen: Encoding | null): Content {
  const nothing = { texts: [], files: [], unlisted: 0, namesIn: null, fault: null, replyKey: null, structured: null };
  return { octets, name, kind, ending: endings[kind], sealed: isSealed(octets), chosen, ...nothing };
}

function ofKind(content: Content, kind: FileKind): Content {
  return { ...content, kind, ending: endings[kind] };
}

/** What is of no known kind is shown as a text if a reviewer wants it. */
function textContent(plain: Content): Content {
  const { kind, octets, chosen } = plain;
  const isText = textKinds.includes(kind) || (kind === 'unknown kind' && chosen !== null);
  const text = isText && octets.length <= longestText ? readText(octets, chosen) : null;
  return text === null ? plain : { ...plain, texts: [{ name: '', ...text }] };
}

async function zipContent(plain: Content): Promise<Content> {
  try {
    const archive = await readArchive(plain.octets, plain.chosen);
    const names = archive.files.map(({ name }) => name);
    const document = (await declaredDocument(archive.files)) ?? officeDocument(names);
    return document === null ? await unpackedContent(plain, archive) : ofKind(plain, document);
  } catch (problem) {
    // A program may have written a document in a way that an archive of evidence must not be written in.
    const document = problem instanceof ArchiveRefused ? officeDocument(await looseNames(plain.octets)) : null;
    if (document === null) throw problem;
    return ofKind(plain, document);
  }
}

async function gzipContent(plain: Content): Promise<Content> {
  const octets = await gunzipped(plain.octets);
  if (isTar(octets)) return unpackedContent(ofKind(plain, 'TAR archive, packed with gzip'), readTar(octets, plain.chosen));
  const { texts } = textContent(nothingIn(octets, '', kindOf('', octets), plain.chosen));
  return { ...plain, texts };
}

/** @throws ArchiveRefused if it is broken, or as large as only bombs are */
async function gunzipped(octets: Octets): Promise<Octets> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    const unpacking = new Blob([octets]).stream().pipeThrough(new DecompressionStream('gzip'));
    for (const reader = unpacking.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      if (length > mostUnpacked) throw new ArchiveRefused('too-large');
      pieces.push(value);
    }
  } catch (problem) {
    throw problem instanceof ArchiveRefused ? problem : new ArchiveRefused('broken');
  }
  return new Uint8Array(await new Blob(pieces as Octets[]).arrayBuffer());
}

async function mailContent(plain: Content): Promise<Content> {
  const mail = readMail(plain.octets, plain.chosen);
  const held = await unpackedContent(plain, mail);
  return { ...held, texts: [...mail.texts, ...held.texts] };
}

async function unpackedContent(plain: Content, { files: all, encoding }: Unpacked): Promise<Content> {
  const inside = folderOf(all).length;
  const short = ({ name }: Packed) => (name.startsWith('__MACOSX/') ? name : name.slice(inside));
  // Only the form writes a manifest. In anybody else's archive a file called "padding" is a file.
  const ours = all.some(({ name }) => name === manifestName);
  const find = async (name: string) => (await all.find((file) => short(file) === name && isSmall(file))?.read()) ?? null;
  const text = ownText(await find(textName), plain.chosen);
  const replyKey = await find(replyKeyName);
  const structured = ours ? await find(structuredName) : null;
  const apart = [
    ...(text === null ? [] : [textName]),
    ...(replyKey === null ? [] : [replyKeyName]),
    ...(ours ? [structuredName, manifestName, paddingName] : []),
  ];
  const others = all.filter((file) => !apart.includes(short(file)));
  const files: Evidence[] = [];
  for (const file of others.slice(0, mostListed)) files.push(await evidence(file, ours));
  const texts = [...(text === null ? [] : [text]), ...(ours ? [] : await textsIn(files, plain.chosen))];
  return { ...plain, texts, files, unlisted: others.length - files.length, namesIn: encoding, replyKey, structured };
}

/** The one folder in which everything lies, as where a folder was packed; empty if there is none. What macOS adds does not count. */
function folderOf(files: readonly Packed[]): string {
  const names = files.map(({ name }) => name).filter((name) => !name.startsWith('__MACOSX/'));
  const folder = /^[^/]+\//.exec(names[0] ?? '')?.[0] ?? '';
  return names.every((name) => name.startsWith(folder)) ? folder : '';
}

function isSmall({ size, obstacle }: Pick<Packed, 'size' | 'obstacle'>): boolean {
  return size <= longestText && obstacle === null;
}

function ownText(octets: Octets | null, chosen: Encoding | null): Text | null {
  const text = octets === null ? null : readText(octets, chosen);
  return text === null ? null : { name: '', ...text };
}

/** Where no form has told the report from its evidence, every text may be the report. */
async function textsIn(files: readonly Evidence[], chosen: Encoding | null): Promise<readonly Text[]> {
  const texts: Text[] = [];
  let length = 0;
  for (const file of files.filter(({ kind, obstacle }) => kind === 'plain text' && obstacle === null)) {
    length += file.size;
    if (texts.length === mostTexts || length > longestText) break;
    const text = ownText(await file.read(), chosen);
    if (text !== null) texts.push({ ...text, name: file.name });
  }
  return texts;
}

async function evidence(file: Packed, ours: boolean): Promise<Evidence> {
  const begin = await file.begin();
  const name = ours && file.name.startsWith('files/') ? file.name.slice('files/'.length) : file.name;
  const kind = file.size === 0 ? 'empty file' : begin.length === 0 ? 'unknown kind' : kindOf(file.name, begin);
  const { size, obstacle } = file;
  const sealed = isSealed(begin);
  // Called a text, and read as none: a person may know in what it is written.
  const isText = textKinds.includes(kind) || (kind === 'unknown kind' && /\.(txt|text|md|log|csv)$/i.test(file.name));
  const opens = obstacle === null && (sealed || (isText ? size <= longestText : opened.includes(kind)));
  return { name: plainName(name), size, kind, sealed, opens, obstacle, read: () => file.read() };
}
