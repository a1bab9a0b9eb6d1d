import { decryptKey, enums, PrivateKey, readKeys, type Key } from '@protontech/openpgp';
import { armoredBlocks } from './armoredKeys';
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
  const onCard = secret.map(withoutCard).includes(true);
  if (!secret.some(opens)) throw new Refused(onCard ? 'card-key' : 'incomplete-key');
  const opened = await Promise.all(secret.map((key) => unlockOne(key, passphrase)));
  const usable = opened.filter((key) => key instanceof PrivateKey);
  if (usable.length > 0) return usable;
  throw new Refused(opened.find((kind): kind is 'argon2-key' => kind === 'argon2-key') ?? 'wrong-passphrase');
}

/** Programs put the public block in front of the secret one, or send several: each is read by itself. */
async function readAll(given: Uint8Array): Promise<Key[]> {
  const blocks = armoredBlocks(given);
  const keys: Key[] = [];
  for (const octets of blocks?.map((block) => block.octets) ?? [given.slice()]) {
    keys.push(...(await readKeys({ binaryKeys: octets }).catch(() => [])));
  }
  if (keys.length === 0) throw new Refused('not-a-key');
  return keys;
}

/** Whether there is a secret half in it that could open something: what is on a card, or was left out, cannot. */
function opens(key: PrivateKey): boolean {
  const packets = key.getKeys().map(({ keyPacket }) => keyPacket);
  const forMessages = packets.slice(1).filter(({ algorithm }) => canSeal.includes(algorithm as unknown as enums.publicKey));
  return (forMessages.length > 0 ? forMessages : packets).some((packet) => !isMissing(packet));
}

const canSeal: readonly enums.publicKey[] = [
  enums.publicKey.rsaEncryptSign,
  enums.publicKey.rsaEncrypt,
  enums.publicKey.elgamal,
  enums.publicKey.ecdh,
  enums.publicKey.x25519,
  enums.publicKey.x448,
  enums.publicKey.pqc_mlkem_x25519,
];

/** "GNU" and the mode in which gpg writes that the secret half is on a card; its number follows. */
const onCardMark = [0x47, 0x4e, 0x55, 2];

/** Leaves out what gpg wrote in place of secrets that are on a card: the rest can be used. @returns whether there was such */
function withoutCard(key: PrivateKey): boolean {
  const packets = key.getKeys().map(({ keyPacket }) => keyPacket as unknown as CardPacket);
  const onCard = packets.filter(({ unparseableKeyMaterial: octets }) => octets !== undefined && onCardMark.every((one, at) => octets[at + 4] === one));
  for (const packet of onCard) packet.makeDummy();
  return onCard.length > 0;
}

/** The library has it, but does not declare it. The octets begin with how the secret is locked (RFC 9580, 5.5.3). */
interface CardPacket {
  readonly unparseableKeyMaterial?: Uint8Array;
  makeDummy(): void;
}

async function unlockOne(key: PrivateKey, passphrase: string): Promise<PrivateKey | 'argon2-key' | 'wrong-passphrase'> {
  const locked = key.getKeys().filter(({ keyPacket }) => !isMissing(keyPacket) && !keyPacket.isDecrypted());
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
export function isMissing(packet: unknown): boolean {
  return (packet as { isDummy?: () => boolean }).isDummy?.() ?? false;
}

/** As people compare it: the last 16 digits are the key's id. */
export function fingerprints(keys: UnlockedKeys): readonly string[] {
  return keys.map((key) => key.getFingerprint());
}
