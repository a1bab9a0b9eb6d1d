const piece = 8_192;

export function toBase64(octets: Uint8Array): string {
  let text = '';
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < octets.length; at += piece) text += String.fromCharCode(...octets.subarray(at, at + piece));
  return btoa(text);
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
