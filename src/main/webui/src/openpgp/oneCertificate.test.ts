import { generateKey } from '@protontech/openpgp';
import { expect, it } from 'vitest';
import { fingerprintsOf } from './oneCertificate';
import { certificate, encoded } from './testing';

it('knows a certificate by its fingerprint, armored or not, expired or not, and nothing else', async () => {
  const { privateKey, publicKey } = await generateKey({ userIDs: [{ name: 'codename' }], format: 'object' });
  const expired = (await generateKey({ userIDs: [{ name: 'a' }], format: 'object', date: new Date(0), keyExpirationTime: 1 })).publicKey;
  const two = new Uint8Array([...certificate(publicKey), ...certificate(expired)]);
  const armored = new TextEncoder().encode(`\n${publicKey.armor()}`);
  const others = [two, privateKey.write() as Uint8Array<ArrayBuffer>, new Uint8Array(), new TextEncoder().encode('-----BEGIN PGP ')];
  const wide = encoded(`\ufeff${publicKey.armor()}`, 'utf-16le');
  expect(await fingerprintsOf([certificate(publicKey), armored, wide, certificate(expired), ...others])).toEqual([
    publicKey.getFingerprint(),
    publicKey.getFingerprint(),
    publicKey.getFingerprint(),
    expired.getFingerprint(),
    ...others.map(() => null),
  ]);
});
