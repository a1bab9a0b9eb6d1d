import { ArchiveRefused } from './archiveFaults';
import { decoded, type Encoding } from './encodings';
import { guessNames } from './guessing';

/** The name of a packed file: what the archive says in which encoding it is, or octets of which it says nothing. */
export type RawName = string | Uint8Array;

/**
 * Reads the names of one archive together, since each alone says little of its encoding.
 *
 * @param chosen by the reviewer; null: guessed
 * @throws ArchiveRefused if one leads out of the folder into which it is unpacked, or two are the same
 */
export function readNames(raw: readonly RawName[], chosen: Encoding | null): { names: readonly string[]; encoding: Encoding | null } {
  const unknown = raw.filter((name): name is Uint8Array => typeof name !== 'string' && !isAscii(name));
  const wanted = chosen === 'utf-16le' || chosen === 'utf-16be' ? null : chosen;
  const encoding = unknown.length === 0 ? null : (wanted ?? guessNames(lines(unknown)));
  const read = (name: Uint8Array) => decoded(name, isAscii(name) ? 'utf-8' : (encoding ?? 'utf-8'));
  const names = raw.map((name) => (typeof name === 'string' ? name : read(name)));
  if (names.some(isUnsafe)) throw new ArchiveRefused('unsafe-name');
  if (new Set(names.map((name) => name.replace(/\/$/, ''))).size < names.length) throw new ArchiveRefused('same-name');
  return { names, encoding };
}

/** It reads the same in all that names are written in. */
function isAscii(name: Uint8Array): boolean {
  return name.every((octet) => octet < 0x80);
}

function lines(names: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(names.flatMap((name) => [...name, 0x0a]));
}

function isUnsafe(name: string): boolean {
  if (/^[/\\]|^[A-Za-z]:|\0/.test(name)) return true;
  const parts = name.replace(/\/$/, '').split(/[/\\]/);
  return parts.some((part) => part === '..') || name.replace(/\/$/, '').split('/').some((part) => part === '' || part === '.');
}
