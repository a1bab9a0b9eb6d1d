import { config as defaults, createMessage, encrypt, enums, generateKey, readMessage, type PrivateKey } from '@protontech/openpgp';
import { beforeAll, describe, expect, it } from 'vitest';
import { openSealed } from './decrypting';
import { postQuantum, refused, streamOf } from './testing';
import { unlock } from './secretKeys';

const newer = { aeadProtect: true, preferredAEADAlgorithm: enums.aead.gcm };
const older = { aeadProtect: false };
const generous = 50_000_000;

describe.each([
  ['version 1', older, () => ({})],
  ['version 2', newer, () => ({})],
  ['version 1, sealed with ML-KEM', older, postQuantum],
  ['version 2, sealed with ML-KEM', newer, postQuantum],
])('a sealed message of %s', (_name, config, kind) => {
  let key: PrivateKey;
  const text = new TextEncoder().encode('what happened '.repeat(20_000));

  beforeAll(async () => {
    key = (await generateKey({ ...kind(), userIDs: [{ name: 'urgent-1' }], format: 'object', config })).privateKey;
  });

  async function seal(octets = text, more = {}) {
    const message = await createMessage({ binary: octets, filename: 'name-of-the-source.txt' });
    return encrypt({ message, encryptionKeys: key, format: 'binary', config: { ...config, ...more } });
  }

  function open(sealed: Uint8Array, keys = [key], most = generous) {
    return openSealed(streamOf(sealed), keys, sealed.length, most);
  }

  it('opens to exactly what was sealed', async () => {
    expect(Buffer.from(await open(await seal())).equals(Buffer.from(text))).toBe(true);
  });

  it('opens empty', async () => {
    expect(await open(await seal(new Uint8Array()))).toHaveLength(0);
  });

  it('opens when its program has compressed it', async () => {
    const sealed = await seal(text, { preferredCompressionAlgorithm: enums.compression.zlib });
    expect(await open(sealed)).toHaveLength(text.length);
  });

  it('opens when it names no recipient', async () => {
    const message = await createMessage({ binary: text });
    const sealed = await encrypt({ message, encryptionKeys: key, format: 'binary', config, wildcard: true });
    expect(await open(sealed)).toHaveLength(text.length);
    const other = (await generateKey({ ...kind(), userIDs: [{ name: 'other' }], format: 'object', config })).privateKey;
    expect(await refused(open(sealed, [other]))).toBe('wrong-key');
  });

  it('is not for another key', async () => {
    const other = (await generateKey({ ...kind(), userIDs: [{ name: 'other' }], format: 'object', config })).privateKey;
    expect(await refused(open(await seal(), [other]))).toBe('wrong-key');
  });

  it('shows nothing of itself when one octet of it was changed, wherever that is', async () => {
    const sealed = await seal();
    for (const at of [300, sealed.length >> 1, sealed.length - 30, sealed.length - 1]) {
      const changed = sealed.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(await refused(open(changed))).toBe('damaged');
    }
  });

  it('shows nothing of itself when its end is missing', async () => {
    const sealed = await seal();
    for (const cut of [1, 16, 17, 22, 70_000]) {
      expect(await refused(open(sealed.slice(0, sealed.length - cut)))).toBe('damaged');
    }
  });

  it('is stopped when it grows beyond what the browser can hold', async () => {
    const bomb = await seal(new Uint8Array(5_000_000), { preferredCompressionAlgorithm: enums.compression.zlib });
    expect(bomb.length).toBeLessThan(50_000);
    expect(await refused(open(bomb, [key], 1_000_000))).toBe('too-large');
  });

  it('is not opened when the download broke off, and says that', async () => {
    const sealed = await seal();
    expect(await refused(openSealed(streamOf(sealed, 'cancelled'), [key], sealed.length, generous))).toBe('cancelled');
  });

  it('opens with a key that was locked', async () => {
    const locked = await generateKey({
      ...kind(),
      userIDs: [{ name: 'locked' }],
      passphrase: 'a long passphrase',
      format: 'object',
      config,
    });
    const message = await createMessage({ binary: text });
    const sealed = await encrypt({ message, encryptionKeys: locked.publicKey, format: 'binary', config });
    const keys = await unlock(locked.privateKey.write(), 'a long passphrase');
    expect(await openSealed(streamOf(sealed), keys, sealed.length, generous)).toHaveLength(text.length);
  });
});

describe('a key with ML-KEM and a classical subkey', () => {
  it.each([
    ['version 1', older],
    ['version 2', newer],
  ])('opens what is sealed to either of them in %s', async (_name, config) => {
    const made = await generateKey({ ...postQuantum(), userIDs: [{ name: 'urgent-1' }], format: 'object', config });
    const key = made.privateKey;
    for (const subkey of key.subkeys) {
      const message = await createMessage({ text: 'what happened' });
      const encryptionKeyIDs = [subkey.getKeyID()];
      const sealed = await encrypt({ message, encryptionKeys: key, encryptionKeyIDs, format: 'binary', config });
      expect((await readMessage({ binaryMessage: sealed })).getEncryptionKeyIDs()).toEqual(encryptionKeyIDs);
      const opened = await openSealed(streamOf(sealed), [key], sealed.length, generous);
      expect(new TextDecoder().decode(opened)).toBe('what happened');
    }
    expect(key.subkeys.map((subkey) => subkey.keyPacket.algorithm)).toEqual([
      enums.publicKey.ecdh,
      enums.publicKey.pqc_mlkem_x25519,
    ]);
  });
});

describe('what is no sealed message', () => {
  it('is refused with the reason', async () => {
    const key = (await generateKey({ userIDs: [{ name: 'urgent-1' }], format: 'object' })).privateKey;
    const plain = (await createMessage({ text: 'not encrypted' })).write() as Uint8Array;
    const open = (octets: Uint8Array) => openSealed(streamOf(octets), [key], octets.length, generous);
    expect(await refused(open(plain))).toBe('not-sealed');
    expect(await refused(open(new TextEncoder().encode('no OpenPGP at all')))).toBe('not-a-message');
    expect(await refused(open(new Uint8Array()))).toBe('not-a-message');
  });

  it('is refused when nothing protects it from being changed', async () => {
    const key = (await generateKey({ userIDs: [{ name: 'urgent-1' }], format: 'object' })).privateKey;
    const message = await createMessage({ text: 'malleable' });
    const sealed = await encrypt({ message, encryptionKeys: key, format: 'object', config: older });
    const sessionKey = (sealed.packets[0] as unknown as { write(): Uint8Array }).write();
    // Tag 9: the packet that older programs wrote, without any check (RFC 9580, 5.7).
    const octets = new Uint8Array([0xc1, sessionKey.length, ...sessionKey, 0xc9, 60, ...new Uint8Array(60)]);
    expect(await refused(openSealed(streamOf(octets), [key], octets.length, generous))).toBe('no-integrity');
    expect(defaults.allowUnauthenticatedMessages).toBe(false);
  });
});
