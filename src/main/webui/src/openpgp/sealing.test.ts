import { decrypt, encryptKey, enums, generateKey, readMessage, type PrivateKey } from '@protontech/openpgp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Octets } from './decrypting';
import { seal, type ToSeal } from './sealing';
import { unlock } from './secretKeys';
import { refused } from './testing';

const version2 = { aeadProtect: true, preferredAEADAlgorithm: enums.aead.gcm };
let source: PrivateKey;
let other: PrivateKey;
let reviewer: PrivateKey;
let colleague: PrivateKey;

async function made(name: string, config: object = version2): Promise<PrivateKey> {
  return (await generateKey({ userIDs: [{ name }], format: 'object', config })).privateKey;
}

beforeAll(async () => {
  [source, other, reviewer, colleague] = await Promise.all([
    made('codename'),
    made('codename'),
    made('urgent-1'),
    made('urgent-2', { aeadProtect: false }),
  ]);
});

function certificate(key: PrivateKey): Octets {
  return key.toPublic().write() as Octets;
}

function reply(changed: Partial<ToSeal> = {}): ToSeal {
  return {
    text: 'We believe you.\r\nÉl no volvió. لم يعد.\n',
    inside: [certificate(source)],
    claim: certificate(source),
    reviewers: [{ alias: 'urgent-1', certificate: certificate(reviewer) }],
    ...changed,
  };
}

async function opened(message: Octets, key: PrivateKey, signer: PrivateKey) {
  const { data, signatures } = await decrypt({
    message: await readMessage({ binaryMessage: message }),
    decryptionKeys: key,
    verificationKeys: signer.toPublic(),
    format: 'binary',
  });
  return { text: new TextDecoder().decode(data as Uint8Array), signed: signatures[0]?.verified };
}

/** Of the sealed packet: its first octet. */
async function version(message: Octets): Promise<number | undefined> {
  const { packets } = await readMessage({ binaryMessage: message });
  const packet = packets.findPacket(enums.packet.symEncryptedIntegrityProtectedData);
  return (packet as unknown as { version: number } | undefined)?.version;
}

describe('a reply', () => {
  it('is opened by the source and by the desk, and names its signer', async () => {
    const { message, replyCertificate, leftOut } = await seal(reply(), [reviewer]);
    for (const key of [source, reviewer]) {
      const { text, signed } = await opened(message, key, reviewer);
      expect(text).toBe(reply().text);
      expect(await signed).toBe(true);
    }
    expect(replyCertificate).toEqual(certificate(source));
    expect(leftOut).toEqual([]);
    await expect(opened(message, other, reviewer)).rejects.toThrow();
  });

  it('is of version 2 where all can read that, and of version 1 for a colleague who cannot', async () => {
    expect(await version((await seal(reply(), [reviewer])).message)).toBe(2);
    const reviewers = [...reply().reviewers, { alias: 'urgent-2', certificate: certificate(colleague) }];
    const { message } = await seal(reply({ reviewers }), [reviewer]);
    expect(await version(message)).toBe(1);
    expect((await opened(message, colleague, reviewer)).text).toBe(reply().text);
  });

  it('takes an armored reply key from inside the report', async () => {
    const inside = [new TextEncoder().encode(source.toPublic().armor()) as Octets];
    const { message, replyCertificate } = await seal(reply({ inside }), [reviewer]);
    expect((await opened(message, source, reviewer)).text).toBe(reply().text);
    expect(replyCertificate).toEqual(certificate(source));
  });

  it('goes to the claim if nothing is known from inside', async () => {
    const { message, replyCertificate } = await seal(reply({ inside: [] }), [reviewer]);
    expect(replyCertificate).toBeNull();
    expect((await opened(message, source, reviewer)).text).toBe(reply().text);
  });

  it('is not sealed when the claim is another key, or no key', async () => {
    expect(await refused(seal(reply({ claim: certificate(other) }), [reviewer]))).toBe('tampered');
    expect(await refused(seal(reply({ claim: new Uint8Array([1, 2, 3]) }), [reviewer]))).toBe('tampered');
  });

  it('is not sealed when two messages of the thread hold different keys', async () => {
    const inside = [certificate(source), certificate(other)];
    expect(await refused(seal(reply({ inside }), [reviewer]))).toBe('tampered');
  });

  it.each(['nothing', 'a secret key', 'an expired key', 'a key that only signs'])('is not sealed to %s', async (what) => {
    const expired = generateKey({ userIDs: [{ name: 'a' }], format: 'object', date: new Date(0), keyExpirationTime: 1 });
    const signs = generateKey({ userIDs: [{ name: 'a' }], format: 'object', subkeys: [{ sign: true }] });
    const octets: Record<string, Octets> = {
      nothing: new Uint8Array(),
      'a secret key': source.write() as Octets,
      'an expired key': certificate((await expired).privateKey),
      'a key that only signs': certificate((await signs).privateKey),
    };
    expect(await refused(seal(reply({ inside: [octets[what] as Octets] }), [reviewer]))).toBe('no-reply-key');
  });

  it('has text, and at most 8,000 characters, however many octets each takes', async () => {
    expect(await refused(seal(reply({ text: ' \n' }), [reviewer]))).toBe('no-reply-text');
    expect(await refused(seal(reply({ text: '😀'.repeat(8_001) }), [reviewer]))).toBe('reply-too-long');
    const { message } = await seal(reply({ text: '😀'.repeat(8_000) }), [reviewer]);
    expect(message.length).toBeLessThan(48 * 1024);
  });

  it('is signed by nobody whom the desk does not know', async () => {
    expect(await refused(seal(reply(), [other]))).toBe('not-of-the-desk');
    const { message } = await seal(reply(), [other, reviewer]);
    expect(await (await opened(message, source, reviewer)).signed).toBe(true);
  });

  it('needs a key that can sign', async () => {
    const locked = await encryptKey({ privateKey: reviewer, passphrase: 'only for tests' });
    expect(await refused(seal(reply(), [locked]))).toBe('cannot-sign');
    const keys = await unlock(locked.write(), 'only for tests');
    const { message } = await seal(reply(), keys);
    expect(await (await opened(message, source, reviewer)).signed).toBe(true);
  });

  it('says which colleague it could not be sealed to', async () => {
    const reviewers = [...reply().reviewers, { alias: 'urgent-9', certificate: new Uint8Array([0]) }];
    expect((await seal(reply({ reviewers }), [reviewer])).leftOut).toEqual(['urgent-9']);
  });
});
