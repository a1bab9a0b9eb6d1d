import { enums, readKey, type PrivateKey } from '@protontech/openpgp';
import { describe, expect, it } from 'vitest';
import { makeKey, renewSubkeys } from './makingKeys';
import { unlock } from './secretKeys';

const userId = 'urgent-1@desk.example';
const passphrase = 'five words that nobody guesses';

/** The library has it, but does not declare it. */
interface Said {
  readonly features: Uint8Array | null;
  readonly preferredCipherSuites: readonly (readonly [number, number])[] | null;
}

function statement(key: PrivateKey): Said {
  const self = key.users[0]?.selfCertifications[0];
  if (self === undefined) throw new Error('no self-signature');
  return self as unknown as Said;
}

describe('a key made in the console', () => {
  it('has version 4, Ed25519, cv25519 and ML-KEM-768+X25519, and its user id is the role alias alone', async () => {
    const made = await makeKey({ userId, passphrase, gpg: false });
    const certificate = await readKey({ binaryKey: made.certificate });

    expect(certificate.isPrivate()).toBe(false);
    expect(certificate.getUserIDs()).toEqual([`<${userId}>`]);
    expect(certificate.getKeys().map((key) => key.getAlgorithmInfo().algorithm)).toEqual([
      'eddsaLegacy',
      'ecdh',
      'pqc_mlkem_x25519',
    ]);
    expect(certificate.keyPacket.version).toBe(4);
    expect(made.fingerprint).toBe(certificate.getFingerprint().toUpperCase());
  });

  it('says that it reads version 2 with GCM first, and asks for nothing of LibrePGP', async () => {
    const { secretKey } = await makeKey({ userId, passphrase, gpg: false });
    const [key] = await unlock(new TextEncoder().encode(secretKey), passphrase);
    const self = statement(key as PrivateKey);

    expect(Array.from(self.features ?? [])).toEqual([0x09]);
    expect(self.preferredCipherSuites?.[0]).toEqual([enums.symmetric.aes256, enums.aead.gcm]);
  });

  it('for gpg has neither the post-quantum subkey nor says that it reads version 2', async () => {
    const { secretKey } = await makeKey({ userId, passphrase, gpg: true });
    const [key] = await unlock(new TextEncoder().encode(secretKey), passphrase);

    expect(key?.getKeys().map((one) => one.getAlgorithmInfo().algorithm)).toEqual(['eddsaLegacy', 'ecdh']);
    expect((statement(key as PrivateKey).features?.[0] ?? 0) & 0x08).toBe(0);
    expect(statement(key as PrivateKey).preferredCipherSuites).toBeNull();
  });

  it('is locked with iterated and salted S2K, which opens everywhere, and with this passphrase alone', async () => {
    const { secretKey } = await makeKey({ userId, passphrase, gpg: false });
    const octets = new TextEncoder().encode(secretKey);

    expect(secretKey).toContain('-----BEGIN PGP PRIVATE KEY BLOCK-----');
    await expect(unlock(octets, 'another')).rejects.toMatchObject({ kind: 'wrong-passphrase' });
    await expect(unlock(octets, passphrase)).resolves.toHaveLength(1);
  });
});

describe('a key that gets new subkeys', () => {
  const octets = (secretKey: string) => new TextEncoder().encode(secretKey);
  const algorithms = (key: { getKeys(): readonly { getAlgorithmInfo(): { algorithm: string } }[] }) =>
    key.getKeys().map((one) => one.getAlgorithmInfo().algorithm);

  it('keeps its fingerprint and its older subkeys, and has new ones of the same kinds', async () => {
    const before = await makeKey({ userId, passphrase, gpg: false });
    const after = await renewSubkeys(octets(before.secretKey), passphrase);
    const certificate = await readKey({ binaryKey: after.certificate });

    expect(after.fingerprint).toBe(before.fingerprint);
    expect(certificate.isPrivate()).toBe(false);
    expect(algorithms(certificate)).toEqual(['eddsaLegacy', 'ecdh', 'pqc_mlkem_x25519', 'ecdh', 'pqc_mlkem_x25519']);
    const [unlocked] = await unlock(octets(after.secretKey), passphrase);
    expect(algorithms(unlocked as PrivateKey)).toHaveLength(5);
    await expect(certificate.getEncryptionKey()).resolves.toBeDefined();
  });

  it('for gpg stays one for gpg', async () => {
    const before = await makeKey({ userId, passphrase, gpg: true });
    const after = await renewSubkeys(octets(before.secretKey), passphrase);

    expect(algorithms(await readKey({ binaryKey: after.certificate }))).toEqual(['eddsaLegacy', 'ecdh', 'ecdh']);
    const self = statement((await unlock(octets(after.secretKey), passphrase))[0] as PrivateKey);
    expect((self.features?.[0] ?? 0) & 0x08).toBe(0);
  });

  it('is refused without its passphrase, and as a public key', async () => {
    const before = await makeKey({ userId, passphrase, gpg: true });

    await expect(renewSubkeys(octets(before.secretKey), 'another')).rejects.toMatchObject({ kind: 'wrong-passphrase' });
    await expect(renewSubkeys(before.certificate, passphrase)).rejects.toMatchObject({ kind: 'public-key' });
  });

  it('is refused among others', async () => {
    const one = await makeKey({ userId, passphrase, gpg: true });
    const other = await makeKey({ userId, passphrase, gpg: true });
    const both = await Promise.all([one, other].map(({ secretKey }) => unlock(octets(secretKey), passphrase)));
    const binary = new Uint8Array(both.flatMap(([key]) => [...(key as PrivateKey).write()]));

    await expect(renewSubkeys(binary, passphrase)).rejects.toMatchObject({ kind: 'several-keys' });
  });
});
