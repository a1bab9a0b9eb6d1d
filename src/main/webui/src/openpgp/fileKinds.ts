/** What a file seems to be, in words. It is told by its first octets, and by its name only where these say nothing. */

import { decoded } from './encodings';
import { isUtf8 } from './guessing';
import { isMail } from './mails';
import { isTar } from './tars';
import { readText } from './texts';

/** The kinds, and how a file of each is saved if it has no name of its own. */
export const endings = {
  'JPEG picture': '.jpg',
  'PNG picture': '.png',
  'GIF picture': '.gif',
  'TIFF picture': '.tif',
  'BMP picture': '.bmp',
  'WebP picture': '.webp',
  'HEIC picture': '.heic',
  'AVIF picture': '.avif',
  'SVG drawing': '.svg',
  'PDF document': '.pdf',
  'RTF document': '.rtf',
  'Word document': '.docx',
  'Word document with macros': '.docm',
  'Excel workbook': '.xlsx',
  'Excel workbook with macros': '.xlsm',
  'PowerPoint slides': '.pptx',
  'PowerPoint slides with macros': '.pptm',
  'OpenDocument text': '.odt',
  'OpenDocument sheet': '.ods',
  'OpenDocument slides': '.odp',
  'OpenDocument drawing': '.odg',
  'older Office document': '.doc',
  'older Excel workbook': '.xls',
  'older PowerPoint slides': '.ppt',
  'Outlook message': '.msg',
  'EPUB book': '.epub',
  'DjVu document': '.djvu',
  'MP3 sound': '.mp3',
  'M4A sound': '.m4a',
  'AAC sound': '.aac',
  'AMR sound': '.amr',
  'WAV sound': '.wav',
  'FLAC sound': '.flac',
  'Ogg sound or video': '.ogg',
  'Windows Media sound or video': '.wmv',
  'Matroska or WebM video': '.mkv',
  'MP4 video': '.mp4',
  'QuickTime video': '.mov',
  '3GP video': '.3gp',
  'AVI video': '.avi',
  'MPEG video': '.mpg',
  'media file': '',
  'ZIP archive': '.zip',
  'TAR archive': '.tar',
  'TAR archive, packed with gzip': '.tar.gz',
  'gzip archive': '.gz',
  'bzip2 archive': '.bz2',
  'XZ archive': '.xz',
  'Zstandard archive': '.zst',
  '7-Zip archive': '.7z',
  'RAR archive': '.rar',
  'Android program': '.apk',
  'Java program': '.jar',
  'Windows program': '.exe',
  'Windows shortcut': '.lnk',
  'Linux program': '',
  'SQLite database': '.sqlite',
  'sealed OpenPGP message': '.pgp',
  'OpenPGP data': '.asc',
  'e-mail message': '.eml',
  'web page': '.html',
  'CSV table': '.csv',
  'JSON data': '.json',
  script: '.js',
  contacts: '.vcf',
  'plain text': '.txt',
  'empty file': '',
  'unknown kind': '',
} as const;

export type FileKind = keyof typeof endings;

const startsWith: readonly (readonly [begin: string, kind: FileKind])[] = [
  ['\xff\xd8\xff', 'JPEG picture'],
  ['\x89PNG\r\n\x1a\n', 'PNG picture'],
  ['GIF87a', 'GIF picture'],
  ['GIF89a', 'GIF picture'],
  ['II*\0', 'TIFF picture'],
  ['MM\0*', 'TIFF picture'],
  ['BM', 'BMP picture'],
  ['%PDF-', 'PDF document'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'older Office document'],
  ['{\\rtf', 'RTF document'],
  ['AT&TFORM', 'DjVu document'],
  ['ID3', 'MP3 sound'],
  ['\xff\xfb', 'MP3 sound'],
  ['\xff\xf3', 'MP3 sound'],
  ['\xff\xf1', 'AAC sound'],
  ['OggS', 'Ogg sound or video'],
  ['fLaC', 'FLAC sound'],
  ['\x1aE\xdf\xa3', 'Matroska or WebM video'],
  ['\x30\x26\xb2\x75\x8e\x66\xcf\x11', 'Windows Media sound or video'],
  ['\0\0\x01\xba', 'MPEG video'],
  ['\0\0\x01\xb3', 'MPEG video'],
  ['#!AMR', 'AMR sound'],
  ['7z\xbc\xaf\x27\x1c', '7-Zip archive'],
  ['Rar!\x1a\x07', 'RAR archive'],
  ['\x1f\x8b', 'gzip archive'],
  ['BZh', 'bzip2 archive'],
  ['\xfd7zXZ\0', 'XZ archive'],
  ['\x28\xb5\x2f\xfd', 'Zstandard archive'],
  ['MZ', 'Windows program'],
  ['L\0\0\0\x01\x14\x02\0', 'Windows shortcut'],
  ['\x7fELF', 'Linux program'],
  ['SQLite format 3\0', 'SQLite database'],
];

/** Of these, even a file that could be shown is no text to read. */
const neverText: readonly FileKind[] = ['PDF document', 'RTF document', 'AMR sound'];

/** What a ZIP holds is told by its name: a document of these kinds is a ZIP itself. */
const zips: Readonly<Record<string, FileKind>> = {
  docx: 'Word document',
  docm: 'Word document with macros',
  xlsx: 'Excel workbook',
  xlsm: 'Excel workbook with macros',
  pptx: 'PowerPoint slides',
  pptm: 'PowerPoint slides with macros',
  odt: 'OpenDocument text',
  ods: 'OpenDocument sheet',
  odp: 'OpenDocument slides',
  odg: 'OpenDocument drawing',
  epub: 'EPUB book',
  apk: 'Android program',
  jar: 'Java program',
};

const texts: Readonly<Record<string, FileKind>> = {
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
export function kindOf(name: string, begin: Uint8Array): FileKind {
  const looked = begin.subarray(0, enoughToTell);
  const head = latin1(looked);
  const ending = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  if (begin.length === 0) return 'empty file';
  if (isSealed(begin)) return 'sealed OpenPGP message';
  if (head.includes('-----BEGIN PGP ')) return 'OpenPGP data';
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return own(zips, ending) ?? 'ZIP archive';
  if (head.startsWith('RIFF')) return riff[head.slice(8, 12)] ?? 'media file';
  if (head.slice(4, 8) === 'ftyp') return iso(head.slice(8, 12));
  if (isTar(looked)) return 'TAR archive';
  const found = startsWith.find(([mark]) => head.startsWith(mark))?.[1];
  if (found !== undefined && (neverText.includes(found) || !isCleanText(looked))) return found;
  if (isMail(looked)) return 'e-mail message';
  if (readText(looked, null, true) !== null) return own(texts, ending) ?? 'plain text';
  return 'unknown kind';
}

/** Letters of a text can be those with which a program or a picture begins: then no octet that is no letter follows. */
function isCleanText(begin: Uint8Array): boolean {
  return isUtf8(begin, true) && !/[\0-\x08\x0e-\x1f\x7f-\x9f]/.test(decoded(begin, 'utf-8', true));
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

const riff: Readonly<Record<string, FileKind>> = { WEBP: 'WebP picture', 'WAVE': 'WAV sound', 'AVI ': 'AVI video' };

/** The brand of an ISO media file. */
function iso(brand: string): FileKind {
  if (/^(heic|heix|mif1|hevc)/.test(brand)) return 'HEIC picture';
  if (brand.startsWith('avif')) return 'AVIF picture';
  if (brand.startsWith('M4A')) return 'M4A sound';
  if (brand.startsWith('qt')) return 'QuickTime video';
  return brand.startsWith('3g') ? '3GP video' : 'MP4 video';
}

function own(table: Readonly<Record<string, FileKind>>, name: string): FileKind | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function latin1(octets: Uint8Array): string {
  return String.fromCharCode(...octets);
}
