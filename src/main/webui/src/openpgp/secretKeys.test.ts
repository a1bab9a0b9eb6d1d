import { enums, generateKey, type PrivateKey } from '@protontech/openpgp';
import { beforeAll, describe, expect, it } from 'vitest';
import { Refused } from './refusals';
import { fingerprints, unlock } from './secretKeys';
import { refused } from './testing';

const passphrase = 'only for tests';
let key: PrivateKey;
let publicKey: { armor(): string; write(): Uint8Array };

beforeAll(async () => {
  const made = await generateKey({ userIDs: [{ name: 'urgent-1' }], passphrase, format: 'object' });
  key = made.privateKey;
  publicKey = made.publicKey;
});

const octets = (text: string) => new TextEncoder().encode(text);

describe('a secret key', () => {
  it('is read armored, binary, and pasted with words around it', async () => {
    for (const given of [octets(key.armor()), key.write(), octets(`My key:\r\n${key.armor().replaceAll('\n', '\r\n')}\r\n`)]) {
      const unlocked = await unlock(given, passphrase);
      expect(unlocked[0]?.isDecrypted()).toBe(true);
      expect(fingerprints(unlocked)).toEqual([key.getFingerprint()]);
    }
  });

  it('stays locked with another passphrase, or none', async () => {
    expect(await refused(unlock(key.write(), 'something else'))).toBe('wrong-passphrase');
    expect(await refused(unlock(key.write(), ''))).toBe('wrong-passphrase');
  });

  it('is not the public half', async () => {
    expect(await refused(unlock(octets(publicKey.armor()), passphrase))).toBe('public-key');
    expect(await refused(unlock(publicKey.write(), passphrase))).toBe('public-key');
  });

  it('is not just any file, nor half a key', async () => {
    expect(await refused(unlock(octets('%PDF-1.7'), passphrase))).toBe('not-a-key');
    expect(await refused(unlock(new Uint8Array(), passphrase))).toBe('not-a-key');
    expect(await refused(unlock(octets(key.armor().slice(0, 400)), passphrase))).toBe('not-a-key');
    expect(await refused(unlock(key.write().slice(0, 60), passphrase))).toBe('not-a-key');
  });

  it('that is locked with Argon2 is refused, and told how to mend it', async () => {
    const weak = { passes: 1, parallelism: 1, memoryExponent: 10 };
    const config = { s2kType: enums.s2k.argon2 as const, s2kArgon2Params: weak, aeadProtect: true };
    const made = await generateKey({ userIDs: [{ name: 'modern' }], passphrase, format: 'object', config });
    expect(await refused(unlock(made.privateKey.write(), passphrase))).toBe('argon2-key');
    expect(new Refused('argon2-key').message).toContain('gpg');
  });

  it('without a passphrase needs none', async () => {
    const made = await generateKey({ userIDs: [{ name: 'open' }], format: 'object' });
    expect(await unlock(made.privateKey.write(), '')).toHaveLength(1);
  });

  it('unlocks although its file holds another one with another passphrase', async () => {
    const other = await generateKey({ userIDs: [{ name: 'other' }], passphrase: 'other', format: 'object' });
    const both = new Uint8Array([...other.privateKey.write(), ...key.write()]);
    expect(fingerprints(await unlock(both, passphrase))).toEqual([key.getFingerprint()]);
  });
});
