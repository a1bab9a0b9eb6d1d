import { encryptSessionKey, readKey, type PublicKey } from '@protontech/openpgp';
import type { Octets } from './decrypting';
import { Refused } from './refusals';
import type { UnlockedKeys } from './secretKeys';
import { sessionKey, unframed, type ToReaddress } from './sessionKeys';

/**
 * The message's session key, sealed to the newest subkey of the reviewer's own certificate. It is opened again with the
 * unlocked key and compared before it is given out: what replaces a packet that works must work too.
 *
 * @param certificate the reviewer's own: {@link ownCertificate} finds it
 * @returns one packet with its framing
 * @throws Refused if it cannot be opened with this key, before or after
 */
export async function readdress(message: ToReaddress, certificate: PublicKey, keys: UnlockedKeys): Promise<Octets> {
  const found = await sessionKey(message.packets, message.sealedHeader, keys, 'wrong-key');
  try {
    const packet = (await encryptSessionKey({
      ...found,
      encryptionKeys: certificate,
      format: 'binary',
    })) as unknown as Octets;
    const again = await sessionKey([unframed(packet)], message.sealedHeader, keys, 'newest-subkey-missing');
    const same = again.data.length === found.data.length && again.data.every((octet, at) => octet === found.data[at]);
    again.data.fill(0);
    if (!same) throw new Refused('newest-subkey-missing');
    return packet;
  } finally {
    found.data.fill(0);
  }
}

/**
 * Of a person's certificates, as the server gives them, the one that belongs to the unlocked key.
 *
 * @throws Refused if none does
 */
export async function ownCertificate(certificates: readonly Octets[], keys: UnlockedKeys): Promise<PublicKey> {
  const unlocked = new Set(keys.map((key) => key.getFingerprint()));
  for (const octets of certificates) {
    const certificate = await readKey({ binaryKey: octets });
    if (!certificate.isPrivate() && unlocked.has(certificate.getFingerprint())) return certificate;
  }
  throw new Refused('not-your-certificate');
}
