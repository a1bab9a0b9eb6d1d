/** Reads, while the console is built, whose signatures it will believe. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readKeys } from '@protontech/openpgp';

const fewest = 2;

/**
 * @returns the fingerprints of the certificates in the folder's files (.asc), upper-case and sorted; none if it has no such file
 * @throws Error naming the file that is not exactly one certificate, or is there twice: a trustee must not be missing unnoticed
 */
export async function trusteesIn(folder: string): Promise<string[]> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.asc'));
  const found = new Set<string>();
  for (const file of files) {
    const fingerprint = await fingerprintOf(join(folder, file));
    if (found.has(fingerprint)) throw new Error(`${join(folder, file)}: another file holds the same trustee's certificate`);
    found.add(fingerprint);
  }
  return [...found].sort();
}

async function fingerprintOf(file: string): Promise<string> {
  const keys = await readKeys({ armoredKeys: readFileSync(file, 'latin1') }).catch(() => []);
  const [key] = keys;
  if (key === undefined || keys.length > 1 || key.isPrivate()) {
    throw new Error(`${file} is not the armored certificate of one trustee, so the console cannot be built with it`);
  }
  return key.getFingerprint().toUpperCase();
}

/** @param given how many different trustees must vouch for a certificate; undefined: two */
export function quorumFrom(given: string | undefined): number {
  const quorum = Number(given ?? fewest);
  if (!Number.isSafeInteger(quorum) || quorum < 1) throw new Error(`SALLYPORT_QUORUM is "${given}", but must be a number from 1 on`);
  return quorum;
}
