import { decryptKey, PrivateKey, readKeys, type Key } from '@protontech/openpgp';
import { Refused } from './refusals';

/** A reviewer's secret keys after they were unlocked. They exist in the worker only. */
export type UnlockedKeys = readonly PrivateKey[];

/**
 * Reads what the reviewer gave, and unlocks it.
 *
 * @param given an exported secret key: armored or binary octets
 * @throws Refused if it is no secret key, or this passphrase does not unlock it
 */
export async function unlock(given: Uint8Array, passphrase: string): Promise<UnlockedKeys> {
  const secret = (await readAll(given)).filter((key): key is PrivateKey => key.isPrivate());
  if (secret.length === 0) throw new Refused('public-key');
  if (secret.every((key) => key.getKeys().every(({ keyPacket }) => stub(keyPacket)))) throw new Refused('incomplete-key');
  const opened = await Promise.all(secret.map((key) => unlockOne(key, passphrase)));
  const usable = opened.filter((key) => key instanceof PrivateKey);
  if (usable.length > 0) return usable;
  throw new Refused(opened.find((kind): kind is 'argon2-key' => kind === 'argon2-key') ?? 'wrong-passphrase');
}

async function readAll(given: Uint8Array): Promise<Key[]> {
  const text = new TextDecoder('latin1').decode(given.subarray(0, 2_000_000));
  const begin = text.indexOf('-----BEGIN PGP ');
  try {
    if (begin >= 0) return await readKeys({ armoredKeys: text.slice(begin) });
    return await readKeys({ binaryKeys: given.slice() });
  } catch {
    throw new Refused('not-a-key');
  }
}

async function unlockOne(key: PrivateKey, passphrase: string): Promise<PrivateKey | 'argon2-key' | 'wrong-passphrase'> {
  const locked = key.getKeys().filter(({ keyPacket }) => !stub(keyPacket) && !keyPacket.isDecrypted());
  if (locked.length === 0) return key;
  // Asked before anything is computed: Argon2 needs WebAssembly, which the page's policy rightly forbids.
  if (locked.some(({ keyPacket }) => lockOf(keyPacket)?.type === 'argon2')) return 'argon2-key';
  try {
    return await decryptKey({ privateKey: key, passphrase });
  } catch {
    return 'wrong-passphrase';
  }
}

interface Lock {
  readonly type: string;
}

/** How a secret key packet is locked (RFC 9580, 3.7.1). The library has it, but does not declare it. */
function lockOf(packet: unknown): Lock | null {
  return (packet as { s2k?: Lock | null }).s2k ?? null;
}

/** A packet in whose place gpg wrote that the secret is elsewhere, such as on a card. */
function stub(packet: unknown): boolean {
  return (packet as { isDummy?: () => boolean }).isDummy?.() ?? false;
}

/** As people compare it: the last 16 digits are the key's id. */
export function fingerprints(keys: UnlockedKeys): readonly string[] {
  return keys.map((key) => key.getFingerprint());
}
