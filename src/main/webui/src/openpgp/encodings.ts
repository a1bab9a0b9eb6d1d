import { oemPages } from './oemPages';

/** What a reviewer can choose from, in words. All but the OEM pages are decoded by the browser itself. */
export const encodingNames = {
  'utf-8': 'Unicode (UTF-8)',
  'utf-16le': 'Unicode (UTF-16, low octet first)',
  'utf-16be': 'Unicode (UTF-16, high octet first)',
  'windows-1256': 'Arabic, Persian, Urdu (Windows 1256)',
  'iso-8859-6': 'Arabic (ISO 8859-6)',
  cp720: 'Arabic (DOS 720)',
  'windows-1257': 'Baltic (Windows 1257)',
  'windows-1250': 'Central European (Windows 1250)',
  'iso-8859-2': 'Central European (ISO 8859-2)',
  cp852: 'Central European (DOS 852)',
  gb18030: 'Chinese, simplified (GB 18030, GBK)',
  big5: 'Chinese, traditional (Big5)',
  'windows-1251': 'Cyrillic (Windows 1251)',
  ibm866: 'Cyrillic (DOS 866)',
  'koi8-u': 'Cyrillic (KOI8)',
  'iso-8859-5': 'Cyrillic (ISO 8859-5)',
  'x-mac-cyrillic': 'Cyrillic (Macintosh)',
  'windows-1253': 'Greek (Windows 1253)',
  cp737: 'Greek (DOS 737)',
  'windows-1255': 'Hebrew (Windows 1255)',
  cp862: 'Hebrew (DOS 862)',
  shift_jis: 'Japanese (Shift-JIS)',
  'euc-jp': 'Japanese (EUC-JP)',
  'iso-2022-jp': 'Japanese (ISO-2022-JP)',
  'euc-kr': 'Korean (EUC-KR, Windows 949)',
  'windows-874': 'Thai (Windows 874)',
  'windows-1254': 'Turkish (Windows 1254)',
  cp857: 'Turkish (DOS 857)',
  'windows-1258': 'Vietnamese (Windows 1258)',
  'windows-1252': 'Western European (Windows 1252)',
  macintosh: 'Western European (Macintosh)',
  cp850: 'Western European (DOS 850)',
  cp437: 'Western European (DOS 437)',
} as const;

export type Encoding = keyof typeof encodingNames;

/** What stands where octets mean nothing in an encoding. */
export const noCharacter = '\ufffd';

/** @param cut whether these octets are only the beginning, so that the last character may be incomplete */
export function decoded(octets: Uint8Array, encoding: Encoding, cut = false): string {
  if (encoding in oemPages) return fromPage(octets, oemPages[encoding as keyof typeof oemPages]);
  return new TextDecoder(encoding).decode(octets, { stream: cut });
}

function fromPage(octets: Uint8Array, page: string): string {
  let text = '';
  for (const octet of octets) text += octet < 0x80 ? String.fromCharCode(octet) : page.charAt(octet - 0x80);
  return text;
}

/** By the mark that a program puts in front (Unicode 16.0, 23.8). */
export function markedEncoding([first, second, third]: Uint8Array): Encoding | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return null;
}

/** By the name that a mail gives it, which may be any that browsers know; null for another. */
export function encodingCalled(label: string): Encoding | null {
  const name = label.trim().toLowerCase();
  if (Object.hasOwn(encodingNames, name)) return name as Encoding;
  try {
    const known = new TextDecoder(name).encoding;
    if (known === 'gbk') return 'gb18030';
    if (known === 'koi8-r') return 'koi8-u';
    return Object.hasOwn(encodingNames, known) ? (known as Encoding) : null;
  } catch {
    return null;
  }
}
