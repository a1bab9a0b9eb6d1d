import { readKeys, type PublicKey } from '@protontech/openpgp';
import type { Octets } from './decrypting';

/** A certificate with what it is used for is far smaller; what is longer is not looked through for armor. */
const armorBegins = 100_000;

/**
 * Nothing of it is verified yet.
 *
 * @param octets binary or armored
 * @returns null for what is not exactly one certificate, and for a secret key
 */
export async function oneCertificate(octets: Octets): Promise<PublicKey | null> {
  try {
    const text = new TextDecoder('latin1').decode(octets.subarray(0, armorBegins));
    const armored = text.includes('-----BEGIN PGP ');
    const keys = await (armored ? readKeys({ armoredKeys: text.trimStart() }) : readKeys({ binaryKeys: octets.slice() }));
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
