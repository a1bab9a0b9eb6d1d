import {
  createMessage,
  decrypt,
  encrypt,
  enums,
  generateKey,
  readMessage,
  type PrivateKey,
} from '@protontech/openpgp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Octets } from './decrypting';
import { ownCertificate, readdress } from './readdressing';
import type { ToReaddress } from './sessionKeys';
import type { UnlockedKeys } from './secretKeys';
import { refused } from './testing';

async function readdressed(message: ToReaddress, certificates: readonly Octets[], keys: UnlockedKeys): Promise<Octets> {
  return readdress(message, await ownCertificate(certificates, keys), keys);
}

const text = 'They came at night.\n';
const generations = [
  ['version 1', {}],
  ['version 2', { aeadProtect: true, preferredAEADAlgorithm: enums.aead.gcm }],
] as const;

/** One certificate before and after a subkey was added, and somebody else's. */
interface Keys {
  readonly before: PrivateKey;
  readonly after: PrivateKey;
  readonly other: PrivateKey;
}

async function made(config: object): Promise<Keys> {
  const date = new Date(Date.now() - 90 * 24 * 3600 * 1000);
  const { privateKey: before } = await generateKey({ userIDs: [{ name: 'urgent-1' }], date, format: 'object', config });
  const { privateKey: other } = await generateKey({ userIDs: [{ name: 'urgent-2' }], format: 'object', config });
  const after = await before.addSubkey({ config });
  return { before, after, other };
}

function certificate(key: PrivateKey): Octets {
  return key.toPublic().write() as Octets;
}

/** A message taken apart as the server keeps it. */
interface Kept {
  readonly dependent: ToReaddress;
  readonly body: Octets;
}

async function sealed(to: PrivateKey[], config: object, hidden = false): Promise<Kept> {
  const message = (await encrypt({
    message: await createMessage({ text }),
    encryptionKeys: to.map((key) => key.toPublic()),
    wildcard: hidden,
    format: 'binary',
    config,
  })) as Octets;
  const { packets } = await readMessage({ binaryMessage: message });
  const keys = packets.filterByTag(enums.packet.publicKeyEncryptedSessionKey);
  const body = message.subarray(keys.write().length);
  // Behind the tag and one length, partial or not, stands the body.
  const first = body[1] ?? 0;
  const from = first < 192 || first >= 224 ? (first === 255 ? 6 : 2) : 3;
  const bodies = keys.map((key) => (key as unknown as { write(): Octets }).write());
  return { dependent: { message: 'id', packets: bodies, sealedHeader: body.subarray(from, from + 4) }, body };
}

async function opens({ body }: Kept, packet: Octets, key: PrivateKey): Promise<boolean> {
  try {
    const binaryMessage = new Uint8Array([...packet, ...body]);
    const { data } = await decrypt({ message: await readMessage({ binaryMessage }), decryptionKeys: key });
    return data === text;
  } catch {
    return false;
  }
}

describe.each(generations)('a message of %s', (_, config) => {
  let keys: Keys;
  beforeAll(async () => {
    keys = await made(config);
  });

  it('is opened by the newest subkey afterwards, and by the older one no more', async () => {
    const kept = await sealed([keys.other, keys.before], config);
    const packet = await readdressed(kept.dependent, [certificate(keys.other), certificate(keys.after)], [keys.after]);
    expect(await opens(kept, packet, keys.after)).toBe(true);
    expect(await opens(kept, packet, keys.before)).toBe(false);
    expect(await opens(kept, packet, keys.other)).toBe(false);
  });

  it('whose recipients are hidden is tried', async () => {
    const kept = await sealed([keys.before], config, true);
    const packet = await readdressed(kept.dependent, [certificate(keys.after)], [keys.after]);
    expect(await opens(kept, packet, keys.after)).toBe(true);
  });

  it('of somebody else is left as it is', async () => {
    const kept = await sealed([keys.other], config);
    expect(await refused(readdressed(kept.dependent, [certificate(keys.after)], [keys.after]))).toBe('wrong-key');
  });

  it('is not sealed to a subkey whose secret half is not unlocked', async () => {
    const kept = await sealed([keys.before], config);
    expect(await refused(readdressed(kept.dependent, [certificate(keys.after)], [keys.before]))).toBe('newest-subkey-missing');
  });

  it('is not sealed to a certificate that is not of the unlocked key', async () => {
    const kept = await sealed([keys.before], config);
    expect(await refused(readdressed(kept.dependent, [certificate(keys.other)], [keys.after]))).toBe('not-your-certificate');
  });

  it('with a damaged packet is left as it is', async () => {
    const kept = await sealed([keys.before], config);
    const packets = kept.dependent.packets.map((packet) => packet.map((octet, at) => (at > packet.length - 9 ? octet ^ 1 : octet)));
    expect(await refused(readdressed({ ...kept.dependent, packets }, [certificate(keys.after)], [keys.after]))).toBe('wrong-key');
  });
});
