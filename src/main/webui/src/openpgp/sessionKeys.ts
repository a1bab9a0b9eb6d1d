import { enums, readMessage, type SessionKey } from '@protontech/openpgp';
import type { Octets } from './decrypting';
import { sessionKeysOf } from './recipientPackets';
import { Refused } from './refusals';
import type { UnlockedKeys } from './secretKeys';

/** A message whose session key is sealed once more: to a newer subkey, or to somebody else. Its body stays where it is. */
export interface ToReaddress {
  /** Its id. */
  readonly message: string;
  /** Bodies of session-key packets to try. */
  readonly packets: readonly Octets[];
  /** The first octets of the sealed body: version, and for version 2 the cipher and its mode (RFC 9580, 5.13). */
  readonly sealedHeader: Octets;
}

const publicKeyEncryptedSessionKey = 1;
const sealedData = 18;
const ciphers = new Map<number, SessionKey['algorithm']>([
  [enums.symmetric.aes128, 'aes128'],
  [enums.symmetric.aes192, 'aes192'],
  [enums.symmetric.aes256, 'aes256'],
]);
const modes = new Map<number, NonNullable<SessionKey['aeadAlgorithm']>>([
  [enums.aead.eax, 'eax'],
  [enums.aead.ocb, 'ocb'],
  [enums.aead.gcm, 'gcm'],
]);

interface Found {
  readonly data: Uint8Array;
  readonly algorithm: string | null;
}

/** More than the salt and the tags that a reader of the packet asks for. */
const noBody = new Uint8Array(128);

/**
 * @param packets bodies of session-key packets to try
 * @param header the first octets of the sealed body
 * @returns to be wiped by whoever asked for it
 * @throws Refused if these keys do not open it
 */
export async function sessionKey(
  packets: readonly Octets[],
  header: Octets,
  keys: UnlockedKeys,
  otherwise: 'wrong-key' | 'newest-subkey-missing',
): Promise<SessionKey> {
  const framedPackets = packets.map((packet) => framed(publicKeyEncryptedSessionKey, packet));
  const stub = framed(sealedData, joined([header, noBody]));
  try {
    const message = await readMessage({ binaryMessage: joined([...framedPackets, stub]) });
    const [found] = await sessionKeysOf(message, keys);
    if (found === undefined) throw new Refused(otherwise);
    return complete(found, header);
  } catch {
    throw new Refused(otherwise);
  }
}

/** Of version 2 the packet names no cipher: the sealed body does (numbers of RFC 9580, 9.3 and 9.6). */
function complete(found: Found, [version, cipher = 0, mode = 0]: Octets): SessionKey {
  const data = found.data as Octets;
  if (version !== 2) return { data, algorithm: found.algorithm as SessionKey['algorithm'] };
  const algorithm = ciphers.get(cipher);
  const aeadAlgorithm = modes.get(mode);
  if (algorithm === undefined || aeadAlgorithm === undefined) throw new Refused('wrong-key');
  return { data, algorithm, aeadAlgorithm };
}

/** With a length of five octets (RFC 9580, 4.2.1.3). */
function framed(tag: number, body: Octets): Octets {
  const header = new Uint8Array(6);
  header[0] = 0xc0 | tag;
  header[1] = 0xff;
  new DataView(header.buffer).setUint32(2, body.length);
  return joined([header, body]);
}

/** The body of one packet, as this library frames it. */
export function unframed(packet: Octets): Octets {
  const first = packet[1] ?? 0;
  return packet.subarray(first < 192 ? 2 : first < 224 ? 3 : 6);
}

function joined(parts: readonly Octets[]): Octets {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
