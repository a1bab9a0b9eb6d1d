import { encryptSessionKey, type PublicKey } from '@protontech/openpgp';
import type { Octets } from './decrypting';
import { primaryKey } from './primaryKey';
import { Refused } from './refusals';
import type { UnlockedKeys } from './secretKeys';
import { sessionKey, type ToReaddress } from './sessionKeys';

/**
 * The message's session key, sealed to each of these certificates. It is opened once, and its body stays where it is.
 *
 * @param certificates whose quorum was checked: {@link vouched} gives them
 * @returns one packet for each, with its framing; null if these keys do not open the message
 * @throws Refused if the body is of version 2 and one of the certificates does not say that its owner reads that
 */
export async function handOn(
  message: ToReaddress,
  certificates: readonly PublicKey[],
  keys: UnlockedKeys,
): Promise<Octets[] | null> {
  if (message.sealedHeader[0] === 2) await checkVersion2(certificates);
  const found = await sessionKey(message.packets, message.sealedHeader, keys, 'wrong-key').catch(orNull);
  if (found === null) return null;
  try {
    const packets: Octets[] = [];
    for (const encryptionKeys of certificates) {
      // The packet's version follows the body's: 6 where the session key is for an AEAD mode, 3 otherwise.
      packets.push(await encryptSessionKey({ ...found, encryptionKeys, format: 'binary' }));
    }
    return packets;
  } finally {
    found.data.fill(0);
  }
}

async function checkVersion2(certificates: readonly PublicKey[]): Promise<void> {
  for (const certificate of certificates) {
    if (!(await primaryKey(certificate, Date.now()))?.version2) throw new Refused('cannot-read-version-2');
  }
}

/** A message that this key does not open is no reason to leave the others. */
function orNull(problem: unknown): null {
  if (problem instanceof Refused && problem.kind === 'wrong-key') return null;
  throw problem;
}
