import { createMessage, decryptSessionKeys, encrypt, enums, generateKey, readMessage, type PrivateKey } from '@protontech/openpgp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Octets } from './decrypting';
import { handOn } from './handingOn';
import type { ToReaddress } from './sessionKeys';
import { postQuantum, refused } from './testing';

const version2 = { aeadProtect: true, preferredAEADAlgorithm: enums.aead.gcm };
let own: PrivateKey;
let colleague: PrivateKey;
let mlKem: PrivateKey;
let gpg: PrivateKey;

beforeAll(async () => {
  const made = async (options: object, config: object = version2) =>
    (await generateKey({ userIDs: [{ name: 'urgent-1' }], format: 'object', config, ...options })).privateKey;
  [own, colleague, mlKem, gpg] = await Promise.all([made({}), made({}), made(postQuantum()), made({}, { aeadProtect: false })]);
});

interface Kept {
  readonly message: ToReaddress;
  readonly body: Octets;
}

/** Sealed to the key "own", and taken apart as the server keeps it. */
async function kept(version: number): Promise<Kept> {
  const config = version === 2 ? version2 : { aeadProtect: false };
  const encryptionKeys = version === 2 ? own.toPublic() : [own.toPublic(), gpg.toPublic()];
  const octets = (await encrypt({ message: await createMessage({ text: 'text' }), encryptionKeys, format: 'binary', config })) as Octets;
  const keys = (await readMessage({ binaryMessage: octets })).packets.filterByTag(enums.packet.publicKeyEncryptedSessionKey);
  const body = octets.subarray(keys.write().length);
  // Behind the tag and one length, partial or not, stands the body.
  const first = body[1] ?? 0;
  const from = first === 255 ? 6 : first >= 192 && first < 224 ? 3 : 2;
  const packets = keys.map((key) => (key as unknown as { write(): Octets }).write());
  return { message: { message: 'id', packets, sealedHeader: body.subarray(from, from + 4) }, body };
}

async function sessionKeyOf(packets: readonly Octets[], body: Octets, key: PrivateKey): Promise<string> {
  const binaryMessage = new Uint8Array([...packets.flatMap((packet) => [...packet]), ...body]);
  const [found] = await decryptSessionKeys({ message: await readMessage({ binaryMessage }), decryptionKeys: key });
  return Buffer.from(found?.data ?? []).toString('hex');
}

async function versionOf(packet: Octets): Promise<number | undefined> {
  const { packets } = await readMessage({ binaryMessage: packet });
  return (packets[0] as unknown as { version?: number }).version;
}

describe.each([1, 2])('a message of version %i', (version) => {
  it('is opened by colleagues with their own keys, classical and ML-KEM, to the same session key', async () => {
    const { message, body } = await kept(version);
    const packets = (await handOn(message, [colleague.toPublic(), mlKem.toPublic()], [own])) ?? [];
    expect(packets).toHaveLength(2);
    const [toColleague, toMlKem] = packets as [Octets, Octets];
    const found = await sessionKeyOf([toColleague], body, colleague);
    expect(found).toHaveLength(64);
    expect(await sessionKeyOf([toMlKem], body, mlKem)).toBe(found);
    await expect(sessionKeyOf([toColleague], body, mlKem)).rejects.toThrow();
    for (const packet of packets) expect(await versionOf(packet)).toBe(version === 2 ? 6 : 3);
  });

  it('that the unlocked key does not open is given to nobody', async () => {
    const { message } = await kept(version);
    expect(await handOn(message, [mlKem.toPublic()], [colleague])).toBeNull();
  });
});

describe('a colleague who reads version 1 alone', () => {
  it('is given a message of version 1, and none of version 2', async () => {
    const first = await kept(1);
    const [packet] = (await handOn(first.message, [gpg.toPublic()], [own])) ?? [];
    expect(await sessionKeyOf([packet as Octets], first.body, gpg)).toHaveLength(64);
    const second = await kept(2);
    expect(await refused(handOn(second.message, [colleague.toPublic(), gpg.toPublic()], [own]))).toBe('cannot-read-version-2');
  });
});
