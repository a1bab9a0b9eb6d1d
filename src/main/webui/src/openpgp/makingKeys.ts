import { encryptKey, enums, generateKey } from '@protontech/openpgp';
import type { Octets } from './decrypting';

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
  const locked = await encryptKey({ privateKey, passphrase, config: lock });
  return {
    fingerprint: locked.getFingerprint().toUpperCase(),
    certificate: locked.toPublic().write() as Octets,
    secretKey: locked.armor(),
  };
}
