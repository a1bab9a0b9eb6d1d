import { decrypt, encryptKey, enums, generateKey, readMessage, type PrivateKey } from '@protontech/openpgp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Octets } from './decrypting';
import { paddedSize } from './padding';
import { seal, type ToSeal } from './sealing';
import { unlock } from './secretKeys';
import { certificate, certify, postQuantum, refused } from './testing';

const version2 = { aeadProtect: true, preferredAEADAlgorithm: enums.aead.gcm };
let source: PrivateKey;
let other: PrivateKey;
let reviewer: PrivateKey;
let colleague: PrivateKey;
let trustee: PrivateKey;

async function made(name: string, config: object = version2): Promise<PrivateKey> {
  return (await generateKey({ userIDs: [{ name }], format: 'object', config })).privateKey;
}

beforeAll(async () => {
  [source, other, reviewer, colleague, trustee] = await Promise.all([
    made('codename'),
    made('codename'),
    made('urgent-1'),
    made('urgent-2', { aeadProtect: false }),
    made('trustee-1'),
  ]);
  for (const key of [reviewer, colleague]) await certify(key, trustee, { desk: 'urgent' });
});

function reply(changed: Partial<ToSeal> = {}): ToSeal {
  return {
    text: 'We believe you.\r\nÉl no volvió. لم يعد.\n',
    inside: [certificate(source)],
    claim: certificate(source),
    reviewers: [{ alias: 'urgent-1', desk: 'urgent', certificate: certificate(reviewer) }],
    vouchers: { trustees: [certificate(trustee)], quorum: 1 },
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

/** The sealed packet behind the session-key packets: its first octet, and how many it has without its framing. */
async function body(message: Octets): Promise<{ version: number | undefined; length: number }> {
  const { packets } = await readMessage({ binaryMessage: message });
  const sessionKeys = packets.filterByTag(enums.packet.publicKeyEncryptedSessionKey).write();
  const view = new DataView(message.buffer, message.byteOffset);
  let [at, length, partial, version] = [sessionKeys.length + 1, 0, true, 0];
  while (partial) {
    const first = view.getUint8(at);
    const [octets, part] = // RFC 9580, section 4.2.1
      first < 192
        ? [1, first]
        : first < 224
          ? [2, view.getUint16(at) - 0xc000 + 192]
          : first < 255
            ? [1, 2 ** (first & 0x1f)]
            : [5, view.getUint32(at + 1)];
    if (length === 0) version = view.getUint8(at + octets);
    partial = first >= 224 && first < 255;
    length += part;
    at += octets + part;
  }
  expect(at).toBe(message.length);
  return { version, length };
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
    expect(await body((await seal(reply(), [reviewer])).message)).toMatchObject({ version: 2 });
    const reviewers = [...reply().reviewers, { alias: 'urgent-2', desk: 'urgent', certificate: certificate(colleague) }];
    const { message } = await seal(reply({ reviewers }), [reviewer]);
    expect(await body(message)).toMatchObject({ version: 1 });
    expect((await opened(message, colleague, reviewer)).text).toBe(reply().text);
  });

  it.each([1, 2])('of version %i is sealed with ML-KEM to a source who has it', async (version) => {
    const config = version2;
    const codename = (await generateKey({ ...postQuantum(), userIDs: [{ name: 'codename' }], format: 'object', config })).privateKey;
    const alone = reply().reviewers;
    const reviewers = version === 2 ? alone : [...alone, { alias: 'urgent-2', desk: 'urgent', certificate: certificate(colleague) }];
    const to = { inside: [certificate(codename)], claim: certificate(codename), reviewers };
    const { message } = await seal(reply(to), [reviewer]);
    expect(await body(message)).toMatchObject({ version });
    const recipients = (await readMessage({ binaryMessage: message })).getEncryptionKeyIDs();
    const [classical, mlKem] = codename.subkeys.map((subkey) => subkey.getKeyID());
    expect(recipients).toContainEqual(mlKem);
    expect(recipients).not.toContainEqual(classical);
    for (const key of [codename, reviewer]) expect((await opened(message, key, reviewer)).text).toBe(reply().text);
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
    expect((await opened(message, source, reviewer)).text).toBe('😀'.repeat(8_000));
  });

  it.each([1, 2])('of version %i is as long for one character as for 8,000 of the widest', async (version) => {
    const alone = reply().reviewers;
    const reviewers = version === 2 ? alone : [...alone, { alias: 'urgent-2', desk: 'urgent', certificate: certificate(colleague) }];
    const lengths = new Set<number>();
    for (const length of [1, 190, 191, 192, 8_000]) {
      for (const character of ['a', '😀']) {
        const { message } = await seal(reply({ text: character.repeat(length), reviewers }), [reviewer]);
        const sealed = await body(message);
        expect(sealed.version).toBe(version);
        lengths.add(sealed.length);
      }
    }
    // What version 1 adds: its number, a random prefix, a hash. Version 2: a header, a salt, a tag for each chunk and the end.
    expect([...lengths]).toEqual([paddedSize + (version === 1 ? 1 + 18 + 22 : 4 + 32 + 2 * 16)]);
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

  it('is not sealed at all when a reviewer whom the server names has no quorum', async () => {
    const reviewers = [...reply().reviewers, { alias: 'urgent-2', desk: 'urgent', certificate: certificate(other) }];
    expect(await refused(seal(reply({ reviewers }), [reviewer]))).toBe('not-vouched');
    const vouchers = { ...reply().vouchers, quorum: 2 };
    expect(await refused(seal(reply({ vouchers }), [reviewer]))).toBe('not-vouched');
  });

  it('says which colleague it could not be sealed to', async () => {
    const reviewers = [...reply().reviewers, { alias: 'urgent-9', desk: 'urgent', certificate: new Uint8Array([0]) }];
    expect((await seal(reply({ reviewers }), [reviewer])).leftOut).toEqual(['urgent-9']);
  });
});
