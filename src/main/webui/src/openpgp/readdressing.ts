import {
  decryptSessionKeys,
  encryptSessionKey,
  enums,
  readKey,
  readMessage,
  type PublicKey,
  type SessionKey,
} from '@protontech/openpgp';
import type { Octets } from './decrypting';
import { Refused } from './refusals';
import type { UnlockedKeys } from './secretKeys';

/** A message that is still sealed to an older subkey. Its body stays where it is. */
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
 * The message's session key, sealed to the newest subkey of the reviewer's own certificate. It is opened again with the
 * unlocked key and compared before it is given out: what replaces a packet that works must work too.
 *
 * @param certificates the reviewer's own, as the server gives them; the one that belongs to the unlocked key is taken
 * @returns one packet with its framing
 * @throws Refused if it cannot be opened with this key, before or after
 */
export async function readdress(message: ToReaddress, certificates: readonly Octets[], keys: UnlockedKeys): Promise<Octets> {
  const found = await sessionKey(message.packets, message.sealedHeader, keys, 'wrong-key');
  try {
    const packet = (await encryptSessionKey({
      ...found,
      encryptionKeys: await own(certificates, keys),
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

async function own(certificates: readonly Octets[], keys: UnlockedKeys): Promise<PublicKey> {
  const unlocked = new Set(keys.map((key) => key.getFingerprint()));
  for (const octets of certificates) {
    const certificate = await readKey({ binaryKey: octets });
    if (!certificate.isPrivate() && unlocked.has(certificate.getFingerprint())) return certificate;
  }
  throw new Refused('not-your-certificate');
}

async function sessionKey(
  packets: readonly Octets[],
  header: Octets,
  keys: UnlockedKeys,
  otherwise: 'wrong-key' | 'newest-subkey-missing',
): Promise<SessionKey> {
  const framedPackets = packets.map((packet) => framed(publicKeyEncryptedSessionKey, packet));
  const stub = framed(sealedData, joined([header, noBody]));
  try {
    const message = await readMessage({ binaryMessage: joined([...framedPackets, stub]) });
    const [found] = await decryptSessionKeys({ message, decryptionKeys: [...keys] });
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
function unframed(packet: Octets): Octets {
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
