/** What a file seems to be, in words. It is told by its first octets, and by its name only where these say nothing. */

const startsWith: readonly (readonly [begin: string, kind: string])[] = [
  ['\xff\xd8\xff', 'JPEG picture'],
  ['\x89PNG\r\n\x1a\n', 'PNG picture'],
  ['GIF87a', 'GIF picture'],
  ['GIF89a', 'GIF picture'],
  ['II*\0', 'TIFF picture'],
  ['MM\0*', 'TIFF picture'],
  ['%PDF-', 'PDF document'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'older Office document'],
  ['{\\rtf', 'RTF document'],
  ['ID3', 'MP3 sound'],
  ['\xff\xfb', 'MP3 sound'],
  ['OggS', 'Ogg sound or video'],
  ['fLaC', 'FLAC sound'],
  ['\x1aE\xdf\xa3', 'Matroska or WebM video'],
  ['#!AMR', 'AMR sound'],
  ['7z\xbc\xaf\x27\x1c', '7-Zip archive'],
  ['Rar!\x1a\x07', 'RAR archive'],
  ['\x1f\x8b', 'gzip archive'],
  ['MZ', 'Windows program'],
  ['\x7fELF', 'Linux program'],
  ['SQLite format 3\0', 'SQLite database'],
];

/** What a ZIP holds is told by its name: a document of these kinds is a ZIP itself. */
const zips: Readonly<Record<string, string>> = {
  docx: 'Word document',
  xlsx: 'Excel workbook',
  pptx: 'PowerPoint slides',
  odt: 'OpenDocument text',
  ods: 'OpenDocument sheet',
  odp: 'OpenDocument slides',
  epub: 'EPUB book',
  apk: 'Android program',
};

const texts: Readonly<Record<string, string>> = {
  html: 'web page',
  htm: 'web page',
  svg: 'SVG drawing',
  eml: 'e-mail message',
  csv: 'CSV table',
  json: 'JSON data',
  js: 'script',
  vcf: 'contacts',
};

/** The most that {@link kindOf} looks at. */
export const enoughToTell = 512;

/** @param begin the file's first octets, at most {@link enoughToTell} needed */
export function kindOf(name: string, begin: Uint8Array): string {
  const head = latin1(begin.subarray(0, enoughToTell));
  const ending = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  if (begin.length === 0) return 'empty file';
  if (isSealed(begin)) return 'sealed OpenPGP message';
  if (head.includes('-----BEGIN PGP ')) return 'OpenPGP data';
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return own(zips, ending) ?? 'ZIP archive';
  if (head.startsWith('RIFF')) return riff[head.slice(8, 12)] ?? 'media file';
  if (head.slice(4, 8) === 'ftyp') return iso(head.slice(8, 12));
  const found = startsWith.find(([mark]) => head.startsWith(mark));
  if (found !== undefined) return found[1];
  if (isText(begin.subarray(0, enoughToTell), true)) return own(texts, ending) ?? 'plain text';
  return 'unknown kind';
}

/** A message that can be opened with a key: armored, or beginning with a session-key packet (RFC 9580, 5.1). */
export function isSealed(begin: Uint8Array): boolean {
  if (/^\s*-----BEGIN PGP MESSAGE-----/.test(latin1(begin.subarray(0, enoughToTell)))) return true;
  const [tag = 0, length = 0] = begin;
  const versions = [3, 6];
  if (tag === 0xc1) return versions.includes(begin[length < 192 ? 2 : 3] ?? 0);
  // The older form, with a length of one or two octets.
  return (tag === 0x84 && versions.includes(begin[2] ?? 0)) || (tag === 0x85 && versions.includes(begin[3] ?? 0));
}

/**
 * Whether this is text that can be shown: UTF-8 without control characters.
 *
 * @param cut whether these octets are only the beginning, so that the last character may be incomplete
 */
export function isText(octets: Uint8Array, cut = false): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(octets, { stream: cut });
    return !/[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]/.test(text);
  } catch {
    return false;
  }
}

const riff: Readonly<Record<string, string>> = { WEBP: 'WebP picture', 'WAVE': 'WAV sound', 'AVI ': 'AVI video' };

/** The brand of an ISO media file. */
function iso(brand: string): string {
  if (/^(heic|heix|mif1|hevc)/.test(brand)) return 'HEIC picture';
  if (brand.startsWith('avif')) return 'AVIF picture';
  if (brand.startsWith('M4A')) return 'M4A sound';
  if (brand.startsWith('qt')) return 'QuickTime video';
  return brand.startsWith('3g') ? '3GP video' : 'MP4 video';
}

function own(table: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function latin1(octets: Uint8Array): string {
  return String.fromCharCode(...octets);
}
