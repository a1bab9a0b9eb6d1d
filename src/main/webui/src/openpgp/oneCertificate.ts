import { readKeys, type PublicKey } from '@protontech/openpgp';
import { armoredBlocks } from './armoredKeys';
import type { Octets } from './decrypting';

/**
 * Nothing of it is verified yet.
 *
 * @param octets binary or armored
 * @returns null for what is not exactly one certificate, and for a secret key
 */
export async function oneCertificate(octets: Octets): Promise<PublicKey | null> {
  try {
    const blocks = armoredBlocks(octets);
    const [only, ...others] = blocks?.map((block) => block.octets) ?? [octets.slice()];
    if (only === undefined || others.length > 0) return null;
    const keys = await readKeys({ binaryKeys: only });
    const [key] = keys;
    return keys.length !== 1 || key === undefined || key.isPrivate() ? null : key;
  } catch {
    return null;
  }
}

/** Of each certificate, in hex; null for what is none. */
export function fingerprintsOf(certificates: readonly Octets[]): Promise<(string | null)[]> {
  return Promise.all(certificates.map(async (octets) => (await oneCertificate(octets))?.getFingerprint() ?? null));
}
