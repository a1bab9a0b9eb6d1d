import { createMessage, encrypt, enums, generateKey, type PrivateKey, type PublicKey } from '@protontech/openpgp';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { certificate, certify, encoded, refused } from '../../openpgp/testing';
import type { Fetch } from './downloading';
import { KeyKeeper } from './keyKeeper';
import type { Shown } from './protocol';

const config = { aeadProtect: true, preferredAEADAlgorithm: enums.aead.gcm };
const passphrase = 'only for tests';
let owner: { readonly privateKey: PrivateKey; readonly publicKey: PublicKey };
let key: Blob;
let trustee: PrivateKey;

beforeAll(async () => {
  owner = await generateKey({ userIDs: [{ name: 'urgent-1' }], passphrase, format: 'object', config });
  key = new Blob([owner.privateKey.armor()]);
  trustee = (await generateKey({ userIDs: [{ name: 'trustee-1' }], format: 'object' })).privateKey;
  await certify(owner.publicKey, trustee, { desk: 'urgent' });
});

async function seal(plaintext: string | Uint8Array, armored = false): Promise<Uint8Array<ArrayBuffer>> {
  const binary = typeof plaintext === 'string' ? new TextEncoder().encode(plaintext) : plaintext;
  const message = await createMessage({ binary });
  if (!armored) return encrypt({ message, encryptionKeys: owner.publicKey, format: 'binary', config }) as never;
  return new TextEncoder().encode(await encrypt({ message, encryptionKeys: owner.publicKey, format: 'armored', config }));
}

interface Call {
  readonly path: string;
  readonly init: RequestInit;
}

/** A keeper whose server has one report. */
async function keeper(sealed: Uint8Array<ArrayBuffer>, options: { most?: number; length?: number; status?: number } = {}) {
  const calls: Call[] = [];
  const fetch: Fetch = (path, init) => {
    calls.push({ path, init });
    const headers = { 'Content-Length': String(options.length ?? sealed.length) };
    return Promise.resolve(new Response(sealed, { headers, status: options.status ?? 200 }));
  };
  const made = new KeyKeeper(fetch, options.most ?? 10_000_000);
  const told: [number, number][] = [];
  const ask = (asked: Parameters<KeyKeeper['answer']>[0]) => made.answer(asked, (...progress) => told.push(progress));
  return { calls, told, ask, open: () => ask({ kind: 'open', entry: 'a/b', message: 'r' }) as Promise<Shown> };
}

const textOf = ({ texts: [text] }: Shown) => text?.text;

async function unlocked(...given: Parameters<typeof keeper>) {
  const made = await keeper(...given);
  await made.ask({ kind: 'unlock', key, passphrase });
  return made;
}

describe('the keeper of a key', () => {
  it('opens nothing before it has one', async () => {
    const at = await keeper(await seal('text'));
    expect(await refused(at.open())).toBe('locked-again');
    expect(at.calls).toHaveLength(0);
  });

  it('tells the reply keys inside another message, and leaves what is open as it is', async () => {
    const zip = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
    await zip.add('reply-key.pgp', new Uint8ArrayReader(certificate(owner.publicKey)), { level: 0 });
    const at = await unlocked(await seal(await zip.close()));
    const shown = await at.open();
    const keys = (await at.ask({ kind: 'reply-keys', entry: 'a/b', message: 'c/d' })) as Uint8Array<ArrayBuffer>[];
    expect(keys).toEqual([certificate(owner.publicKey)]);
    expect(at.calls[1]?.path).toBe('/api/entries/a%2Fb/messages/c%2Fd/sealed.pgp');
    expect(await at.ask({ kind: 'save', content: shown.content, file: null })).toBeInstanceOf(Blob);
    expect(await at.ask({ kind: 'fingerprints', certificates: [...keys, new Uint8Array([1])] })).toEqual([owner.publicKey.getFingerprint(), null]);
    const plain = await unlocked(await seal('no key'));
    expect(await plain.ask({ kind: 'reply-keys', entry: 'a', message: 'b' })).toEqual([]);
    expect(await refused((await keeper(await seal('text'))).ask({ kind: 'reply-keys', entry: 'a', message: 'b' }))).toBe('locked-again');
  });

  it('says of the key nothing but its fingerprint', async () => {
    const at = await keeper(await seal('text'));
    expect(await at.ask({ kind: 'unlock', key, passphrase })).toEqual([owner.publicKey.getFingerprint()]);
  });

  it('asks for the entry alone, follows no redirect, and sends nothing', async () => {
    const at = await unlocked(await seal('what happened'));
    expect(textOf(await at.open())).toBe('what happened');
    expect(at.calls.map(({ path }) => path)).toEqual(['/api/entries/a%2Fb/messages/r/sealed.pgp']);
    expect(at.calls[0]?.init).toMatchObject({ redirect: 'error', cache: 'no-store' });
    expect(at.calls[0]?.init).not.toHaveProperty('body');
  });

  it('asks for another message of the thread at its own address', async () => {
    const at = await unlocked(await seal('what was added'));
    expect(await at.ask({ kind: 'open', entry: 'a/b', message: 'c/d' })).toMatchObject({ texts: [{ text: 'what was added' }] });
    expect(at.calls.map(({ path }) => path)).toEqual(['/api/entries/a%2Fb/messages/c%2Fd/sealed.pgp']);
  });

  it('signs and seals a reply with the key that it holds, and with none without', async () => {
    const own = certificate(owner.publicKey);
    const vouchers = { trustees: [certificate(trustee)], quorum: 1 };
    const reply = { text: 'an answer', inside: [], claim: own, reviewers: [{ alias: 'urgent-1', desk: 'urgent', certificate: own }], vouchers };
    const at = await keeper(await seal('text'));
    expect(await refused(at.ask({ kind: 'seal', reply }))).toBe('locked-again');
    await at.ask({ kind: 'unlock', key, passphrase });
    const { message } = (await at.ask({ kind: 'seal', reply })) as { message: Uint8Array<ArrayBuffer> };
    const reader = await unlocked(message);
    expect(textOf(await reader.open())).toBe('an answer');
    expect(at.calls).toHaveLength(0);
  });

  it('hands nothing on before the quorum of every colleague, and then says which message it does not open', async () => {
    const { publicKey: stranger } = await generateKey({ userIDs: [{ name: 'urgent-2' }], format: 'object', config });
    const to = { desk: 'urgent', certificates: [certificate(owner.publicKey)], trustees: [certificate(trustee)], quorum: 1 };
    const messages = [{ message: 'a', packets: [], sealedHeader: new Uint8Array([2, 9, 3, 6]) }];
    const at = await keeper(await seal('text'));
    expect(await refused(at.ask({ kind: 'hand-on', messages, to }))).toBe('locked-again');
    await at.ask({ kind: 'unlock', key, passphrase });
    const certificates = [...to.certificates, certificate(stranger)];
    expect(await refused(at.ask({ kind: 'hand-on', messages, to: { ...to, certificates } }))).toBe('not-vouched');
    expect(await at.ask({ kind: 'hand-on', messages, to })).toEqual([{ message: 'a', packets: null }]);
  });

  it('tells how far the download is, to its end', async () => {
    const sealed = await seal(crypto.getRandomValues(new Uint8Array(50_000)));
    const at = await unlocked(sealed);
    await at.open();
    expect(at.told.at(-1)).toEqual([sealed.length, sealed.length]);
  });

  it('refuses before the download what it cannot hold', async () => {
    const at = await unlocked(await seal('text'), { length: 10_000_001 });
    expect(await refused(at.open())).toBe('too-large');
    expect(at.told).toHaveLength(0);
  });

  it('takes a download that ends early for one that broke off', async () => {
    const sealed = await seal('text');
    expect(await refused((await unlocked(sealed, { length: sealed.length + 1 })).open())).toBe('unreachable');
  });

  it.each([
    [499, 'signed-out'],
    [401, 'signed-out'],
    [404, 'gone'],
    [500, 'unreachable'],
  ] as const)('says what an answer of %i means', async (status, kind) => {
    expect(await refused((await unlocked(await seal('text'), { status })).open())).toBe(kind);
  });

  it('stops when it is told to', async () => {
    const at = await unlocked(await seal('text'));
    const opening = at.open();
    await at.ask({ kind: 'cancel' });
    expect(await refused(opening)).toBe('cancelled');
    expect(at.calls[0]?.init.signal?.aborted).toBe(true);
    expect(textOf(await at.open())).toBe('text');
  });

  it.each([true, false])('opens a message inside the message (armored: %s), and saves either', async (armored) => {
    const inner = await seal('the inner text', armored);
    const at = await unlocked(await seal(inner));
    const outer = await at.open();
    expect(outer).toMatchObject({ sealed: true, texts: [] });
    const inside = (await at.ask({ kind: 'open-inside', content: outer.content, file: null })) as Shown;
    expect(textOf(inside)).toBe('the inner text');
    const saved = (await at.ask({ kind: 'save', content: outer.content, file: null })) as Blob;
    expect(Buffer.from(await saved.arrayBuffer()).equals(Buffer.from(inner))).toBe(true);
  });

  it('gives the files of an archive one by one, and the key for the answer', async () => {
    const zip = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
    await zip.add('a.txt', new Uint8ArrayReader(new TextEncoder().encode('evidence')));
    await zip.add('reply-key.pgp', new Uint8ArrayReader(new TextEncoder().encode('certificate')));
    const at = await unlocked(await seal(await zip.close()));
    const shown = await at.open();
    expect(shown.files).toEqual([{ name: 'a.txt', size: 8, kind: 'plain text', sealed: false, opens: true, obstacle: null }]);
    expect(Buffer.from(shown.replyKey ?? []).toString()).toBe('certificate');
    const saved = (await at.ask({ kind: 'save', content: shown.content, file: 0 })) as Blob;
    expect(await saved.text()).toBe('evidence');
    expect(saved.type).toBe('application/octet-stream');
  });

  it('opens a file of evidence, whose keys are no reply keys, and reads it in another encoding', async () => {
    const zip = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
    await zip.add('reply-key.pgp', new Uint8ArrayReader(new TextEncoder().encode('of somebody else')));
    await zip.add('письмо.txt', new Uint8ArrayReader(encoded('Меня задержали.', 'koi8-u')));
    const inner = await zip.close();
    const outer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
    await outer.add('evidence.zip', new Uint8ArrayReader(inner));
    const at = await unlocked(await seal(await outer.close()));
    const { content } = await at.open();
    const inside = (await at.ask({ kind: 'open-inside', content, file: 0 })) as Shown;
    expect(inside).toMatchObject({ name: 'evidence.zip', kind: 'ZIP archive', replyKey: null, chosen: null });
    const again = (await at.ask({ kind: 'read-as', content: inside.content, encoding: 'windows-1251' })) as Shown;
    expect(again).toMatchObject({ content: inside.content, chosen: 'windows-1251', replyKey: null });
    expect(textOf(inside)).toBe('Меня задержали.');
    expect(textOf(again)).toBe('нЕОС ЪБДЕТЦБМЙ.');
    await at.ask({ kind: 'close' });
    expect(await refused(at.ask({ kind: 'read-as', content: inside.content, encoding: null }))).toBe('gone');
  });

  it('has nothing any more of what was closed', async () => {
    const at = await unlocked(await seal('text'));
    const { content } = await at.open();
    await at.ask({ kind: 'close' });
    expect(await refused(at.ask({ kind: 'save', content, file: null }))).toBe('gone');
  });
});
