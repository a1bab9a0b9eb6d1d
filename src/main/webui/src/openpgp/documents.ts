import type { Packed } from './archiveFaults';
import type { Octets } from './decrypting';
import type { FileKind } from './fileKinds';

/** Documents that are archives, or are told only by what is inside: people sent one thing, and see one thing. */

const office: readonly (readonly [folder: string, plain: FileKind, macros: FileKind])[] = [
  ['word/', 'Word document', 'Word document with macros'],
  ['xl/', 'Excel workbook', 'Excel workbook with macros'],
  ['ppt/', 'PowerPoint slides', 'PowerPoint slides with macros'],
];

const openDocuments: Readonly<Record<string, FileKind>> = {
  text: 'OpenDocument text',
  spreadsheet: 'OpenDocument sheet',
  presentation: 'OpenDocument slides',
  graphics: 'OpenDocument drawing',
};

/** What an archive with files of these names is; null if it is just an archive. */
export function officeDocument(names: readonly string[]): FileKind | null {
  if (names.includes('[Content_Types].xml')) {
    const found = office.find(([folder]) => names.some((name) => name.startsWith(folder)));
    if (found !== undefined) return names.some((name) => name.endsWith('/vbaProject.bin')) ? found[2] : found[1];
  }
  if (names.includes('AndroidManifest.xml')) return 'Android program';
  return names[0] === 'META-INF/' || names[0] === 'META-INF/MANIFEST.MF' ? 'Java program' : null;
}

/** What the first file of an archive says that the archive is (OpenDocument 1.3 part 2, 3.3; EPUB OCF 3.3, 4.3). */
export async function declaredDocument([first]: readonly Packed[]): Promise<FileKind | null> {
  if (first?.name !== 'mimetype') return null;
  const type = new TextDecoder().decode(await first.begin()).trim();
  if (type === 'application/epub+zip') return 'EPUB book';
  const kind = /^application\/vnd\.oasis\.opendocument\.([a-z]+)/.exec(type)?.[1] ?? '';
  return Object.hasOwn(openDocuments, kind) ? (openDocuments[kind] ?? null) : null;
}

const streams: readonly (readonly [name: string, kind: FileKind])[] = [
  ['WordDocument', 'older Office document'],
  ['Workbook', 'older Excel workbook'],
  ['PowerPoint Document', 'older PowerPoint slides'],
  ['__substg1.0_', 'Outlook message'],
];

/** The older Office wrote all its documents in one form, whose parts have names in UTF-16. */
export function olderDocument(octets: Octets): FileKind {
  const found = streams.find(([name]) => holds(octets, new Uint8Array(Array.from(name).flatMap((one) => [one.charCodeAt(0), 0]))));
  return found?.[1] ?? 'older Office document';
}

function holds(octets: Octets, sought: Uint8Array): boolean {
  for (let at = octets.indexOf(sought[0] ?? 0); at >= 0; at = octets.indexOf(sought[0] ?? 0, at + 1)) {
    if (sought.every((octet, index) => octets[at + index] === octet)) return true;
  }
  return false;
}
