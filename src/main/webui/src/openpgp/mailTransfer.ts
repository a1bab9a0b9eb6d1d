import type { Octets } from './decrypting';

/** How a body was made fit for mail (RFC 2045, 6), undone. What says nothing, or something unknown, stays as it is. */
export function transferred(body: Octets, way: string): Octets {
  if (way === 'base64') return base64Octets(body);
  return way === 'quoted-printable' ? quotedOctets(withoutSoftEnds(body), 0x3d) : body.slice();
}

const values = new Int8Array(256).fill(-1);
Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/').forEach((one, value) => {
  values[one.charCodeAt(0)] = value;
});

/** Whatever stands between its characters is left out; it ends where they end. */
export function base64Octets(text: Uint8Array): Octets {
  const octets = new Uint8Array(Math.ceil((text.length * 3) / 4));
  let length = 0;
  let held = 0;
  let bits = 0;
  for (const character of text) {
    const value = values[character] ?? -1;
    if (value < 0) continue;
    held = ((held << 6) | value) & 0xffffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    octets[length++] = (held >> bits) & 0xff;
  }
  return octets.slice(0, length);
}

/** @param sign in front of two hexadecimal digits; where none follow, it stands for itself */
export function quotedOctets(text: Uint8Array, sign: number): Octets {
  const octets = new Uint8Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const digits = text[at] === sign ? String.fromCharCode(text[at + 1] ?? 0, text[at + 2] ?? 0) : '';
    const isCoded = /^[0-9A-Fa-f]{2}$/.test(digits);
    octets[length++] = isCoded ? Number.parseInt(digits, 16) : (text[at] ?? 0);
    if (isCoded) at += 2;
  }
  return octets.slice(0, length);
}

/** A line that ends in "=" goes on in the next. */
function withoutSoftEnds(text: Octets): Octets {
  const octets = new Uint8Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const end = text[at] === 0x3d ? softEnd(text, at + 1) : -1;
    if (end >= 0) at = end;
    else octets[length++] = text[at] ?? 0;
  }
  return octets.slice(0, length);
}

/** Where the line end is that follows at most white space; -1 if something else does. */
function softEnd(text: Octets, from: number): number {
  let at = from;
  while (text[at] === 0x20 || text[at] === 0x09 || text[at] === 0x0d) at++;
  return text[at] === 0x0a || at >= text.length ? at : -1;
}
