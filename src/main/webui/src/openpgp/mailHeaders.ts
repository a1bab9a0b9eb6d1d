import { decoded, encodingCalled } from './encodings';
import { base64Octets, quotedOctets } from './mailTransfer';

/** What is asked of the header of a mail, or of a part of one. */
export interface Headers {
  /** In lower case, without parameters. */
  readonly type: string;
  readonly boundary: string | null;
  readonly charset: string | null;
  readonly transfer: string;
  /** Whether its sender wants it saved, not shown. */
  readonly attached: boolean;
  readonly fileName: string;
  /** As it stands there, perhaps in encoded words. */
  readonly subject: string;
}

/** @param head its lines, of which long ones are folded (RFC 5322, 2.2.3) */
export function readHeaders(head: string): Headers {
  const lines = head.replace(/\r?\n(?=[ \t])/g, '').split(/\r?\n/);
  const field = (name: string) => lines.find((line) => line.toLowerCase().startsWith(`${name}:`))?.slice(name.length + 1).trim() ?? '';
  const type = field('content-type');
  const disposition = field('content-disposition');
  const kind = /^[^;\s]+/.exec(type)?.[0].toLowerCase() ?? 'text/plain';
  return {
    type: kind.includes('/') ? kind : 'text/plain',
    boundary: parameter(type, 'boundary'),
    charset: parameter(type, 'charset'),
    transfer: field('content-transfer-encoding').toLowerCase(),
    attached: /^attachment\b/i.test(disposition),
    fileName: encodedWords(parameter(disposition, 'filename') ?? parameter(type, 'name') ?? ''),
    subject: field('subject'),
  };
}

/** A parameter of a header, also where it is cut into pieces or says its encoding (RFC 2231). */
function parameter(header: string, name: string): string | null {
  const pattern = new RegExp(String.raw`;\s*${name}(\*\d+)?(\*)?\s*=\s*("(?:[^"\\]|\\.)*"|[^;\s]*)`, 'gi');
  const found = [...header.matchAll(pattern)];
  if (found.length === 0) return null;
  const ordered = found.sort((one, other) => Number((one[1] ?? '*0').slice(1)) - Number((other[1] ?? '*0').slice(1)));
  const coded = ordered.some(([, , star]) => star === '*');
  const value = ordered.map(([, , , piece = '']) => piece.replace(/^"|"$/g, '').replace(/\\(.)/g, '$1')).join('');
  return coded ? percentText(value) : value;
}

/** "utf-8'en'%e2%82%ac" */
function percentText(value: string): string {
  const [, charset = 'utf-8', text = value] = /^([^']*)'[^']*'([\s\S]*)$/.exec(value) ?? [];
  return decoded(quotedOctets(new TextEncoder().encode(text), 0x25), encodingCalled(charset) ?? 'utf-8');
}

/** "=?utf-8?Q?=D0=9C?=" as people read it (RFC 2047). What stands between two of them is nothing. */
export function encodedWords(text: string): string {
  const joined = text.replace(/(=\?[^?\s]+\?[BbQq]\?[^?\s]*\?=)\s+(?==\?[^?\s]+\?[BbQq]\?[^?\s]*\?=)/g, '$1');
  return joined.replace(/=\?([^?*\s]+)(?:\*[^?\s]*)?\?([BbQq])\?([^?\s]*)\?=/g, (_, charset: string, way: string, word: string) => {
    const octets = new TextEncoder().encode(way.toLowerCase() === 'q' ? word.replaceAll('_', ' ') : word);
    const plain = way.toLowerCase() === 'q' ? quotedOctets(octets, 0x3d) : base64Octets(octets);
    return decoded(plain, encodingCalled(charset) ?? 'utf-8');
  });
}
