import { enums, generateKey, reformatKey, revokeKey, type PrivateKey } from '@protontech/openpgp';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BuiltWith } from './builtWith';
import { certificate, certify, refused, signed, type Word } from './testing';
import { vouched, type Vouching } from './vouching';

const day = 24 * 3600 * 1000;
const ago = (days: number) => new Date(Date.now() - days * day);
const unbuilt: BuiltWith = { trustees: [], quorum: 2 };
const urgent: Word = { desk: 'urgent' };
let first: PrivateKey;
let second: PrivateKey;
let reviewer: PrivateKey;

async function made(name: string, options: object = {}): Promise<PrivateKey> {
  return (await generateKey({ userIDs: [{ name }], date: ago(400), format: 'object', ...options })).privateKey;
}

beforeAll(async () => {
  [first, second] = await Promise.all([made('trustee-1'), made('trustee-2')]);
});

beforeEach(async () => {
  reviewer = await made('urgent-1');
});

function vouching(changed: Partial<Vouching> = {}): Vouching {
  return { desk: 'urgent', trustees: [certificate(first), certificate(second)], quorum: 2, ...changed };
}

function judged(changed: Partial<Vouching> = {}, built = unbuilt) {
  return vouched(certificate(reviewer), vouching(changed), new Date(), built);
}

function builtWith(...trustees: PrivateKey[]): BuiltWith {
  return { trustees: trustees.map((key) => key.getFingerprint().toUpperCase()), quorum: 2 };
}

describe('a certificate', () => {
  it('that two trustees vouch for at the desk is taken, by a console built with them or with none', async () => {
    await certify(reviewer, first, urgent);
    await certify(reviewer, second, urgent);
    for (const built of [unbuilt, builtWith(first, second)]) {
      expect((await judged({}, built)).getFingerprint()).toBe(reviewer.getFingerprint());
    }
  });

  it('with one trustee is refused, however often they signed and their certificate is sent', async () => {
    await certify(reviewer, first, { ...urgent, date: ago(1) });
    await certify(reviewer, first, urgent);
    expect(await refused(judged({ trustees: [certificate(first), certificate(first)] }))).toBe('not-vouched');
    expect(await refused(judged({ quorum: Number.NaN }, builtWith(first, second)))).toBe('not-vouched');
    expect(await refused(judged({ quorum: Number.NaN }))).toBe('not-vouched');
  });

  it('with nobody is refused, even if the server asks for nobody', async () => {
    expect(await refused(judged({ quorum: 0 }))).toBe('not-vouched');
  });

  it.each<[string, Word]>([
    ['has expired', { ...urgent, date: ago(3), lasts: 2 * 24 * 3600 }],
    ['is over 184 days old', { ...urgent, date: ago(184.1) }],
    ['comes from the future', { ...urgent, date: ago(-1) }],
    ['is older than the key that signed it', { ...urgent, date: ago(401) }],
    ['is for another desk', { desk: 'slow' }],
    ['is for a desk that begins alike', { desk: 'urgent2' }],
    ['is for no desk', {}],
    ['has its desk in another notation', { ...urgent, notation: { name: 'desk@sallyport.example' } }],
    ['has its desk in octets that are no text', { ...urgent, notation: { humanReadable: false } }],
    ['is made with another hash than SHA-2', { ...urgent, hash: enums.hash.sha3_256 }],
    ['is not for others', { ...urgent, also: (signature) => void (signature.exportable = false) }],
    ['demands a notation that nobody knows', { desk: 'urgent', also: ({ rawNotations }) => void rawNotations.push(unknown) }],
  ])('is refused when a word it needs %s', async (_, word) => {
    await certify(reviewer, first, urgent);
    await certify(reviewer, second, word);
    expect(await refused(judged())).toBe('not-vouched');
    await certify(reviewer, second, { ...urgent, date: ago(0.5) });
    // A good word counts over one that is older or counts for nothing, and not over a newer one for elsewhere.
    const newestIsGood = word.date !== undefined || word.hash !== undefined || word.also !== undefined;
    expect(await outcome()).toBe(newestIsGood ? 'taken' : 'not-vouched');
  });

  it('counts a word until its 184th day', async () => {
    await certify(reviewer, first, urgent);
    await certify(reviewer, second, { ...urgent, date: ago(183.9) });
    expect(await outcome()).toBe('taken');
  });

  it('is refused after a trustee took their word back, with any hash, and taken when they gave it again', async () => {
    await certify(reviewer, first, urgent);
    await certify(reviewer, second, { ...urgent, date: ago(3) });
    await certify(reviewer, second, { revokes: true, date: ago(2), hash: enums.hash.sha3_256 });
    expect(await outcome()).toBe('not-vouched');
    await certify(reviewer, second, { ...urgent, date: ago(1) });
    expect(await outcome()).toBe('taken');
  });

  it('does not heed what another trustee took back', async () => {
    await certify(reviewer, first, urgent);
    await certify(reviewer, second, { ...urgent, date: ago(3) });
    await certify(reviewer, await made('trustee-3'), { revokes: true });
    expect(await outcome()).toBe('taken');
  });

  it('is refused when the words were given about another user id or another key', async () => {
    const other = await made('urgent-2');
    for (const trustee of [first, second]) await certify(other, trustee, urgent);
    reviewer.users[0]?.otherCertifications.push(...(other.users[0]?.otherCertifications ?? []));
    expect(await outcome()).toBe('not-vouched');
    const renamed = await reformatKey({ privateKey: reviewer, userIDs: [{ name: 'urgent-9' }], date: ago(399), format: 'object' });
    for (const trustee of [first, second]) await certify(renamed.privateKey, trustee, urgent);
    reviewer.users[0]?.otherCertifications.push(...(renamed.privateKey.users[0]?.otherCertifications ?? []));
    expect(await outcome()).toBe('not-vouched');
  });

  it('with two user ids is refused', async () => {
    reviewer = await made('', { userIDs: [{ name: 'urgent-1' }, { name: 'urgent-2' }] });
    for (const trustee of [first, second]) await certify(reviewer, trustee, urgent);
    expect(await outcome()).toBe('not-vouched');
  });

  it('is not helped by trustees whom the console does not know', async () => {
    const third = await made('trustee-3');
    for (const trustee of [first, third]) await certify(reviewer, trustee, urgent);
    const trustees = [first, second, third].map(certificate);
    expect((await judged({ trustees })).getFingerprint()).toBe(reviewer.getFingerprint());
    expect(await refused(judged({ trustees }, builtWith(first, second)))).toBe('not-vouched');
    expect(await refused(judged({ trustees: [certificate(first)] }, builtWith(first, third)))).toBe('not-vouched');
  });

  it('needs the greater of the two numbers', async () => {
    await certify(reviewer, first, urgent);
    expect(await refused(judged({ quorum: 1 }, builtWith(first, second)))).toBe('not-vouched');
    await certify(reviewer, second, urgent);
    expect(await refused(judged({ quorum: 3 }, builtWith(first, second)))).toBe('not-vouched');
    expect((await judged({ quorum: 1 }, builtWith(first, second))).getFingerprint()).toBe(reviewer.getFingerprint());
  });

  it('of a trustee is refused, whoever vouches for it', async () => {
    reviewer = await made('trustee-3');
    for (const trustee of [first, second, reviewer]) await certify(reviewer, trustee, urgent);
    const trustees = [first, second, reviewer].map(certificate);
    expect(await refused(judged({ trustees }))).toBe('not-vouched');
    expect(await refused(judged({ trustees: [certificate(reviewer)], quorum: 1 }))).toBe('not-vouched');
    expect(await refused(judged({}, builtWith(first, second, reviewer)))).toBe('not-vouched');
  });

  it.each(['has expired', 'was revoked', 'may not certify'])('is refused when the key of a trustee %s', async (what) => {
    let trustee = await made('trustee-3', what === 'has expired' ? { keyExpirationTime: 399 * 24 * 3600 } : {});
    for (const one of [first, trustee]) await certify(reviewer, one, { ...urgent, date: ago(10) });
    if (what === 'was revoked') trustee = (await revokeKey({ key: trustee, format: 'object' })).privateKey;
    if (what === 'may not certify') {
      const self = trustee.users[0]?.selfCertifications[0];
      if (self === undefined || !trustee.users[0]?.userID) throw new Error('no self-signature');
      self.rawNotations = [];
      self.keyFlags = Uint8Array.of(enums.keyFlags.signData);
      await signed(self, trustee.keyPacket as never, { key: trustee.keyPacket, userID: trustee.users[0].userID }, ago(20));
    }
    const trustees = [certificate(first), certificate(trustee)];
    expect(await refused(judged({ trustees }))).toBe('not-vouched');
  });

  it.each(['has expired', 'was revoked', 'only signs', 'is secret'])('is refused when it %s', async (what) => {
    const options = what === 'has expired' ? { keyExpirationTime: 399 * 24 * 3600 } : what === 'only signs' ? { subkeys: [{ sign: true }] } : {};
    reviewer = await made('urgent-1', options);
    for (const trustee of [first, second]) await certify(reviewer, trustee, urgent);
    if (what === 'was revoked') reviewer = (await revokeKey({ key: reviewer, format: 'object' })).privateKey;
    const octets = what === 'is secret' ? reviewer.write() : certificate(reviewer);
    expect(await refused(vouched(octets, vouching(), new Date(), unbuilt))).toBe('not-vouched');
  });

  it('that is none is refused, and a trustee who is none has no vote', async () => {
    expect(await refused(vouched(new Uint8Array([1, 2]), vouching(), new Date(), unbuilt))).toBe('not-vouched');
    for (const trustee of [first, second]) await certify(reviewer, trustee, urgent);
    expect(await refused(judged({ trustees: [certificate(first), new Uint8Array([0x99])] }))).toBe('not-vouched');
  });
});

const unknown = { name: 'only@else.example', value: new Uint8Array([0x79]), humanReadable: true, critical: true };

async function outcome(): Promise<string> {
  return judged().then(
    () => 'taken',
    (problem: { kind?: string }) => problem.kind ?? String(problem),
  );
}
