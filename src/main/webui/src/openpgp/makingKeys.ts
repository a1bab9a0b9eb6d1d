import { encryptKey, enums, generateKey, type PrivateKey } from '@protontech/openpgp';
import type { Octets } from './decrypting';
import { Refused } from './refusals';
import { isMissing, unlock } from './secretKeys';

export interface KeyWanted {
  /** The whole user id: a role alias, such as urgent-1@desk.example. */
  readonly userId: string;
  readonly passphrase: string;
  /** Whether its owner opens reports with gpg 2.2, which reads neither SEIPD version 2 nor knows algorithm 35. */
  readonly gpg: boolean;
}

export interface MadeKey {
  /** In upper-case hexadecimal, without spaces. */
  readonly fingerprint: string;
  /** Without any secret. */
  readonly certificate: Octets;
  /** Locked with the passphrase, armored. */
  readonly secretKey: string;
}

/** 33 million octets hashed per guess. Not Argon2: that needs WebAssembly, which this page's policy rightly forbids. */
const lock = { s2kType: enums.s2k.iterated, s2kIterationCountByte: 0xf0, aeadProtect: false } as const;

/**
 * Makes a reviewer's key: version 4, an Ed25519 primary key that trustees can certify with any gpg, and encryption subkeys
 * that every sender can use. Its certificate says what its owner's program reads: SEIPD version 2 with GCM first, or not.
 */
export async function makeKey({ userId, passphrase, gpg }: KeyWanted): Promise<MadeKey> {
  const { privateKey } = await generateKey({
    type: 'ecc',
    curve: 'ed25519Legacy',
    userIDs: [{ email: userId }],
    subkeys: gpg
      ? [{ type: 'ecc', curve: 'curve25519Legacy' }]
      : [{ type: 'ecc', curve: 'curve25519Legacy' }, { type: 'pqc' }],
    format: 'object',
    config: { v6Keys: false, aeadProtect: !gpg, preferredAEADAlgorithm: enums.aead.gcm },
  });
  return lockedKey(privateKey, passphrase);
}

/**
 * The same key with new encryption subkeys, of the kinds that it has: senders take the newest. The older ones stay in the file,
 * for what was sealed to them.
 *
 * @param given one exported secret key, armored or binary; it stays locked with its own passphrase
 * @throws Refused if it is no secret key, is not one alone, has its primary part elsewhere, or this passphrase does not unlock it
 */
export async function renewSubkeys(given: Uint8Array, passphrase: string): Promise<MadeKey> {
  const [key, ...others] = await unlock(given, passphrase);
  if (key === undefined || others.length > 0) throw new Refused('several-keys');
  if (isMissing(key.keyPacket)) throw new Refused('primary-elsewhere');
  const postQuantum = key.getSubkeys().some((subkey) => subkey.getAlgorithmInfo().algorithm === 'pqc_mlkem_x25519');
  let renewed = await key.addSubkey({ type: 'ecc', curve: 'curve25519Legacy' });
  if (postQuantum) renewed = await renewed.addSubkey({ type: 'pqc' });
  return lockedKey(renewed, passphrase);
}

async function lockedKey(privateKey: PrivateKey, passphrase: string): Promise<MadeKey> {
  const locked = await encryptKey({ privateKey, passphrase, config: lock });
  return {
    fingerprint: locked.getFingerprint().toUpperCase(),
    certificate: locked.toPublic().write() as Octets,
    secretKey: locked.armor(),
  };
}
