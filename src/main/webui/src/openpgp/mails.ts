import type { Packed, Unpacked } from './archiveFaults';
import type { Octets } from './decrypting';
import { encodingCalled, type Encoding } from './encodings';
import { htmlText } from './htmlText';
import { encodedWords, readHeaders, type Headers } from './mailHeaders';
import { transferred } from './mailTransfer';
import { readText, type Text } from './texts';

/** A mail, or what mail programs seal (RFC 3156): its text, and what is attached to it. */
export interface Mail extends Unpacked {
  readonly texts: readonly Text[];
}

/** Parts within parts; what is deeper is a file. */
const deepest = 20;
const mostParts = 2_000;
/** Octets of text that are shown; what is longer is a file. */
const longestText = 1_000_000;

/** Whether these octets begin like a mail: with header lines, among them one that only mails have. */
export function isMail(begin: Uint8Array): boolean {
  const text = new TextDecoder('latin1').decode(begin);
  if (/^--[^\s]{1,70}\r?\nContent-/i.test(text)) return true;
  const [head = ''] = text.split(/\r?\n\r?\n/, 1);
  return /^[!-9;-~]+:/.test(head) && /^(Content-Type:\s*[\w-]+\/[\w.+-]+|MIME-Version:\s*1)/im.test(head);
}

/** @param chosen in what to read texts and names that say nothing of it, or say it wrongly; null: as they say, or guessed */
export function readMail(octets: Octets, chosen: Encoding | null = null): Mail {
  const parts: Part[] = [];
  const boundary = /^--([^\s]{1,70})\r?\n/.exec(new TextDecoder('latin1').decode(octets.subarray(0, 80)))?.[1];
  const whole = boundary === undefined ? partOf(octets) : { headers: readHeaders(''), body: octets };
  if (boundary === undefined) walk(whole, parts, 0);
  else for (const each of split(octets, boundary)) walk(partOf(each), parts, 1);
  return sorted(whole.headers, parts, chosen);
}

interface Part {
  readonly headers: Headers;
  readonly body: Octets;
}

function partOf(octets: Octets): Part {
  const blank = /^\r?\n|\r?\n\r?\n/.exec(new TextDecoder('latin1').decode(octets.subarray(0, 65_536)));
  if (blank === null) return { headers: readHeaders(''), body: octets };
  return { headers: readHeaders(readText(octets.subarray(0, blank.index))?.text ?? ''), body: octets.subarray(blank.index + blank[0].length) };
}

function walk(part: Part, parts: Part[], depth: number): void {
  const { type, boundary } = part.headers;
  if (type.startsWith('multipart/') && boundary !== null && depth < deepest) {
    for (const each of split(part.body, boundary)) walk(partOf(each), parts, depth + 1);
  } else if (parts.length < mostParts) {
    parts.push(part);
  }
}

/** What stands between the lines of a boundary (RFC 2046, 5.1.1). A line end in front of one belongs to it. */
function split(octets: Octets, boundary: string): readonly Octets[] {
  const mark = new TextEncoder().encode(`--${boundary}`);
  const parts: Octets[] = [];
  let start = -1;
  for (let at = lineWith(octets, mark, 0); at >= 0; at = lineWith(octets, mark, at + mark.length)) {
    const after = octets.indexOf(0x0a, at + mark.length);
    if (parts.length === mostParts) return parts;
    if (start >= 0) parts.push(octets.subarray(start, Math.max(start, at - (octets[at - 2] === 0x0d ? 2 : 1))));
    start = after < 0 ? octets.length : after + 1;
    if (octets[at + mark.length] === 0x2d && octets[at + mark.length + 1] === 0x2d) return parts;
  }
  // The last line may have been lost: what is there is shown.
  if (start >= 0) parts.push(octets.subarray(start));
  return parts;
}

/** Where a line begins with the mark and with nothing else that is not white space or "--". */
function lineWith(octets: Octets, mark: Uint8Array, from: number): number {
  for (let at = octets.indexOf(0x2d, from); at >= 0; at = octets.indexOf(0x2d, at + 1)) {
    if (at > 0 && octets[at - 1] !== 0x0a) continue;
    const behind = octets[at + mark.length] ?? 0x0a;
    if (mark.every((octet, index) => octets[at + index] === octet) && [0x0a, 0x0d, 0x20, 0x09, 0x2d].includes(behind)) return at;
  }
  return -1;
}

function sorted(headers: Headers, parts: readonly Part[], chosen: Encoding | null): Mail {
  const plain = parts.filter((part) => isShown(part, 'text/plain'));
  const inline = plain.length > 0 ? plain : parts.filter((part) => isShown(part, 'text/html'));
  const texts: Text[] = [];
  const subject = encodedWords(headers.subject);
  if (subject !== '') texts.push({ name: 'Subject', text: subject, encoding: 'utf-8', choosable: false });
  const attached: Part[] = [];
  for (const part of parts) {
    const text = inline.includes(part) ? shownText(part, chosen) : null;
    if (text !== null && text.text.trim() !== '') texts.push(text);
    if (text === null || part.headers.type === 'text/html') attached.push(part);
  }
  return { texts, files: attached.map(file), encoding: null };
}

function isShown({ headers }: Part, type: string): boolean {
  return headers.type === type && !headers.attached && headers.fileName === '';
}

function shownText({ headers, body }: Part, chosen: Encoding | null): Text | null {
  if (body.length > 3 * longestText) return null;
  const octets = transferred(body, headers.transfer);
  const called = headers.charset === null ? null : encodingCalled(headers.charset);
  // ASCII is what programs say that do not know; then the octets tell.
  const said = /^(us-)?ascii$/i.test(headers.charset ?? '') ? null : called;
  const read = readText(octets, chosen ?? said);
  if (read === null) return octets.length === 0 ? { name: '', text: '', encoding: 'utf-8', choosable: false } : null;
  return { name: '', ...read, text: headers.type === 'text/html' ? htmlText(read.text) : read.text };
}

const unnamed: Readonly<Record<string, string>> = {
  'text/html': 'message.html',
  'text/plain': 'message.txt',
  'message/rfc822': 'message.eml',
  'application/pgp-signature': 'signature.asc',
};

/** Enough octets of a coded body for the first of what it holds. */
const begun = 4_096;

function file({ headers, body }: Part, place: number): Packed {
  const name = headers.fileName || (unnamed[headers.type] ?? `part-${place + 1}`);
  return {
    name,
    size: transferred(body, headers.transfer).length,
    obstacle: null,
    begin: () => Promise.resolve(transferred(body.subarray(0, begun), headers.transfer).subarray(0, 512)),
    read: () => Promise.resolve(transferred(body, headers.transfer)),
  };
}
