import {
  createMessage,
  encrypt,
  encryptSessionKey,
  enums,
  generateKey,
  PublicKeyEncryptedSessionKeyPacket,
  readPrivateKey,
  type PrivateKey,
  type SecretKeyPacket,
} from '@protontech/openpgp';
import { beforeAll, describe, expect, it } from 'vitest';
import { openSealed } from './decrypting';
import { renewSubkeys } from './makingKeys';
import { Refused } from './refusals';
import { unlock } from './secretKeys';
import { encoded, postQuantum, refused, streamOf } from './testing';

const passphrase = 'only for tests';
let key: PrivateKey;
let publicArmor: string;

beforeAll(async () => {
  const made = await generateKey({ ...postQuantum(), userIDs: [{ name: 'urgent-1' }], passphrase, format: 'object' });
  key = made.privateKey;
  publicArmor = made.publicKey.armor();
});

const octets = (text: string) => new TextEncoder().encode(text);

describe('a secret key as people keep it', () => {
  const joined = (armor: string) => {
    const [, head = '', body = '', end = ''] = /^(-+BEGIN[^\n]*)([\s\S]*?)\n(-+END[^\n]*)/.exec(armor) ?? [];
    return `${head} Comment: made on 4F7A90AB4F7A90AB4F7A90AB4F7A90AB4F7A90AB ${body.trim().replace(/\s+/g, ' ')} ${end}`;
  };

  it.each<readonly [string, (armor: string) => Uint8Array]>([
    ['behind the public one', (armor) => octets(`${publicArmor}\n${armor}`)],
    ['in front of the public one', (armor) => octets(`${armor}\n${publicArmor}`)],
    ['in UTF-16 with a mark', (armor) => encoded(`\ufeff${armor}`, 'utf-16le')],
    ['in UTF-16 the other way round', (armor) => encoded(`\ufeff${armor}`, 'utf-16be')],
    ['in UTF-16 without a mark', (armor) => encoded(armor, 'utf-16le')],
    ['behind a mark of UTF-8', (armor) => octets(`\ufeff${armor}`)],
    ['quoted', (armor) => octets(armor.replaceAll(/^/gm, '> '))],
    ['quoted twice', (armor) => octets(`Am Montag schrieb er:\r\n${armor.replaceAll(/^/gm, '>> ').replaceAll('\n', '\r\n')}`)],
    ['indented', (armor) => octets(armor.replaceAll(/^/gm, '    \u00a0'))],
    ['without its blank line', (armor) => octets(armor.replace('\n\n', '\n'))],
    ['with headers', (armor) => octets(armor.replace('\n\n', '\nVersion: GnuPG v2\nComment: a key\n\n'))],
    ['with all lines joined', (armor) => octets(joined(armor))],
    ['without its check sum', (armor) => octets(armor.replace(/\n=[^\n]{4}\n/, '\n'))],
  ])('is read %s', async (_, kept) => {
    const [unlocked] = await unlock(kept(key.armor()), passphrase);
    expect(unlocked?.getFingerprint()).toBe(key.getFingerprint());
  });

  it('that is public alone is refused in whatever form', async () => {
    expect(await refused(unlock(encoded(`\ufeff${publicArmor}`, 'utf-16le'), passphrase))).toBe('public-key');
  });

  it('that has no end is refused at once, however often it begins', async () => {
    expect(await refused(unlock(octets('-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n'.repeat(50_000)), passphrase))).toBe('not-a-key');
  });
});

/** @param mode as gpg writes it: 1 where it left a secret out, 2 where it is on a card */
async function without(places: readonly number[], mode: 1 | 2): Promise<Uint8Array> {
  const copy = await readPrivateKey({ binaryKey: key.write() });
  places.forEach((place) => (copy.getKeys()[place]?.keyPacket as SecretKeyPacket).makeDummy());
  const whole = copy.write();
  for (let at = -1; (at = Buffer.from(whole.buffer).indexOf('GNU\x01', at + 1, 'latin1')) >= 0; ) whole[at + 3] = mode;
  return whole;
}

describe('a key whose secrets are on a smartcard', () => {
  it('is refused with the reason, and the way that is left', async () => {
    expect(await refused(unlock(await without([0, 1, 2], 2), passphrase))).toBe('card-key');
    expect(new Refused('card-key').message).toMatch(/smartcard.*gpg/);
  });

  it('is refused when only its signing part is here', async () => {
    expect(await refused(unlock(await without([1, 2], 2), passphrase))).toBe('card-key');
    expect(await refused(unlock(await without([1, 2], 1), passphrase))).toBe('incomplete-key');
  });

  it.each([1, 2] as const)('opens with the part that is here, and says of the rest where it is (mode %i)', async (mode) => {
    const keys = await unlock(await without([0, 2], mode), passphrase);
    const open = async (subkey: number) => {
      const message = await createMessage({ text: 'what happened' });
      const encryptionKeyIDs = [key.subkeys[subkey]?.getKeyID()].filter((id) => id !== undefined);
      const sealed = await encrypt({ message, encryptionKeys: key.toPublic(), encryptionKeyIDs, format: 'binary' });
      return openSealed(streamOf(sealed), keys, sealed.length, 100_000);
    };
    expect(new TextDecoder().decode(await open(0))).toBe('what happened');
    expect(await refused(open(1))).toBe('half-elsewhere');
  });
});

it('gets no new subkeys where its primary part is elsewhere, and says how it would', async () => {
  expect(await refused(renewSubkeys(await without([0], 2), passphrase))).toBe('primary-elsewhere');
  expect(new Refused('primary-elsewhere').message).toContain('gpg --edit-key');
});

describe('a cipher that the certificate does not ask for', () => {
  it('is opened if browsers have it: AES-192', async () => {
    const keys = await unlock(key.write(), passphrase);
    const sessionKey = { data: crypto.getRandomValues(new Uint8Array(24)), algorithm: 'aes192' as const };
    const encryptionKeyIDs = [key.subkeys[0]?.getKeyID()].filter((id) => id !== undefined);
    const packet = await encryptSessionKey({ ...sessionKey, encryptionKeys: key.toPublic(), encryptionKeyIDs, format: 'binary' });
    const body = await encrypt({ message: await createMessage({ text: 'what happened' }), sessionKey, format: 'binary' });
    const sealed = new Uint8Array([...packet, ...body]);
    expect(new TextDecoder().decode(await openSealed(streamOf(sealed), keys, sealed.length, 100_000))).toBe('what happened');
  });

  interface Made {
    encrypt(key: unknown): Promise<void>;
    write(): Uint8Array;
  }

  it.each([
    [4, 16, 'BLOWFISH'],
    [10, 32, 'TWOFISH'],
    [11, 16, 'CAMELLIA128'],
    [12, 24, 'CAMELLIA192'],
    [13, 32, 'CAMELLIA256'],
  ])('is named if they do not, and never called damage: %i', async (sessionKeyAlgorithm, length, name) => {
    const keys = await unlock(key.write(), passphrase);
    const encryptionKeyPacket = key.subkeys[0]?.keyPacket;
    const given = { version: 3, encryptionKeyPacket, anonymousRecipient: false, sessionKey: new Uint8Array(length), sessionKeyAlgorithm };
    const packet = (PublicKeyEncryptedSessionKeyPacket as unknown as { fromObject(from: unknown): Made }).fromObject(given);
    await packet.encrypt(encryptionKeyPacket);
    const recipient = packet.write();
    const sealed = new Uint8Array([0xc1, recipient.length, ...recipient, 0xc0 | enums.packet.symEncryptedIntegrityProtectedData, 60, 1, ...new Uint8Array(59)]);
    const opening = openSealed(streamOf(sealed), keys, sealed.length, 100_000);
    await expect(opening).rejects.toMatchObject({ kind: 'foreign-cipher' });
    await expect(opening).rejects.toThrow(new RegExp(`sealed with ${name}, .*not damaged`));
  });
});
