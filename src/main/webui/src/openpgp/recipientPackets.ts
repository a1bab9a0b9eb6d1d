import {
  decryptSessionKeys,
  enums,
  PublicKeyEncryptedSessionKeyPacket,
  type Config,
  type Message,
  type SecretKeyPacket,
  type SessionKey,
} from '@protontech/openpgp';
import { Refused } from './refusals';
import type { UnlockedKeys } from './secretKeys';

/** Ciphers that gpg offers and that this library, or the browser under it, has not (RFC 9580, 9.3; RFC 5581). */
const foreignCiphers: ReadonlyMap<number, string> = new Map([
  [1, 'IDEA'],
  [4, 'BLOWFISH'],
  [10, 'TWOFISH'],
  [11, 'CAMELLIA128'],
  [12, 'CAMELLIA192'],
  [13, 'CAMELLIA256'],
]);

// Otherwise the library takes their numbers for damage, before it says which number it was.
for (const [number, name] of foreignCiphers) {
  if (number > 10) Object.assign(enums.symmetric, { [name.toLowerCase()]: number });
}

/** As the library has it; it declares less. */
interface RecipientPacket {
  readonly publicKeyID: unknown;
  readonly sessionKeyAlgorithm: number | null;
  readonly sessionKey: Uint8Array<ArrayBuffer> | null;
  read(octets: Uint8Array): void;
  write(): Uint8Array;
  decrypt(key: SecretKeyPacket): Promise<void>;
}

interface Holder {
  getDecryptionKeys(id: unknown, date: null): Promise<readonly { readonly keyPacket: SecretKeyPacket }[]>;
}

/**
 * The session keys of a message that these keys open.
 *
 * @throws Refused if its cipher is one that browsers do not have
 * @throws Error if none of them opens it
 */
export async function sessionKeysOf(message: Message<Uint8Array>, keys: UnlockedKeys, config?: Partial<Config>): Promise<readonly SessionKey[]> {
  const packets = message.packets.filterByTag(enums.packet.publicKeyEncryptedSessionKey) as unknown as readonly RecipientPacket[];
  const copies = Array.from(packets, (packet) => packet.write());
  try {
    // Of version 2 the library gives no cipher here and needs none: the sealed packet names it.
    return (await decryptSessionKeys({ message, decryptionKeys: [...keys], ...(config && { config }) })) as SessionKey[];
  } catch (problem) {
    return [await unwanted(copies, keys, problem)];
  }
}

/** The library refuses every cipher that the certificate does not ask for: senders do not always keep to that. */
async function unwanted(copies: readonly Uint8Array[], keys: UnlockedKeys, problem: unknown): Promise<SessionKey> {
  for (const octets of copies) {
    for (const key of keys) {
      const { sessionKeyAlgorithm: cipher, sessionKey: data } = await opened(octets, key as unknown as Holder);
      const foreign = foreignCiphers.get(cipher ?? 0);
      if (foreign !== undefined) throw new Refused('foreign-cipher', foreign);
      if (cipher === enums.symmetric.aes192 && data !== null) return { data, algorithm: 'aes192' };
    }
  }
  throw problem;
}

async function opened(octets: Uint8Array, key: Holder): Promise<RecipientPacket> {
  const packet = new PublicKeyEncryptedSessionKeyPacket() as unknown as RecipientPacket;
  try {
    packet.read(octets.slice());
    for (const { keyPacket } of await key.getDecryptionKeys(packet.publicKeyID, null)) await packet.decrypt(keyPacket);
  } catch {
    // It is not for this key, or its cipher is known now.
  }
  return packet;
}
