import { describe, expect, it } from 'vitest';
import { Refused } from '../../openpgp/refusals';
import type { SealedReply, ToSeal } from '../../openpgp/sealing';
import { Api, type Colleagues, type Thread } from '../api';
import { fromBase64, toBase64 } from '../base64';
import { NotDone } from '../reading/keyHolder';
import { addition, message, thread as threadOf } from '../thread/testing';
import { useAnswering } from './answering';
import { printed } from './testing';

/** A report, and what the source added later. */
function thread(first: string, ...ids: string[]): Thread {
  return threadOf([message(first), ...ids.map((id) => addition(id))]);
}

type Answer = [status: number, body: unknown];
const changed: Answer = [409, { detail: 'Something new is in the thread.' }];
const sealed: SealedReply = { message: new Uint8Array([9]), replyCertificate: new Uint8Array([1, 2]), leftOut: [] };

const colleagues: Colleagues = { quorum: 2, trustees: ['BQY='], desks: [] };

/** A server that gives these answers, one after another; whom trustees vouch for it always says. */
function answering(...answers: Answer[]) {
  const asked: string[] = [];
  const given: ToSeal[] = [];
  const at = { signedOut: 0, seal: (): Promise<SealedReply> => Promise.resolve(sealed) };
  const api = new Api((path, init) => {
    if (path !== '/api/colleagues') asked.push(`${init.method ?? 'GET'} ${path}${typeof init.body === 'string' ? ` ${init.body}` : ''}`);
    if (path === '/api/colleagues') return Promise.resolve(new Response(JSON.stringify(colleagues)));
    const [status, body] = answers.shift() ?? [500, ''];
    // No status: the connection breaks.
    if (status === 0) return Promise.reject(new TypeError('network'));
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  });
  const seal = (reply: ToSeal) => {
    given.push(structuredClone(reply));
    return at.seal();
  };
  const work = { seal, fingerprintsOf: printed, replyKeysIn: () => Promise.resolve([]) };
  const made = useAnswering(api, work, () => 'token', () => void at.signedOut++);
  return Object.assign(at, made, { asked, given });
}

/** The entry "a" was opened, and a reply to it begun. */
async function begun(...answers: Answer[]) {
  const at = answering([200, thread('m1')], ...answers);
  await at.load('a');
  at.opened('a', 'm1', [new Uint8Array([1, 2])]);
  at.of('a').draft = 'We believe you.';
  return at;
}

describe('answering', () => {
  it('seals the draft to what is known, sends it, and shows the new thread', async () => {
    const at = await begun([200, thread('m1', 'm2')]);
    await at.send('a');
    expect(at.given).toEqual([
      {
        text: 'We believe you.',
        inside: [new Uint8Array([1, 2])],
        claim: new Uint8Array([1, 2]),
        reviewers: [{ alias: 'urgent-1', desk: 'urgent', certificate: new Uint8Array([3, 4]) }],
        vouchers: { trustees: [new Uint8Array([5, 6])], quorum: 2 },
      },
    ]);
    expect(at.asked.at(-1)).toBe('POST /api/entries/a/replies {"seen":1,"message":"CQ==","replyCertificate":"AQI="}');
    expect(at.of('a').thread?.messages).toHaveLength(2);
    expect(at.of('a')).toMatchObject({ draft: '', fresh: [], failure: '', done: 'Your reply was sent.', busy: '' });
  });

  it('keeps a draft for each entry', async () => {
    const at = await begun();
    at.of('b').draft = 'Another one';
    expect(at.of('a').draft).toBe('We believe you.');
    expect(at.of('b').draft).toBe('Another one');
  });

  it('keeps the draft when something new is in the thread, shows it, and sends it again', async () => {
    const at = await begun(changed, [200, thread('m1', 'm2')], [200, thread('m1', 'm2', 'm3')]);
    await at.send('a');
    expect(at.of('a')).toMatchObject({ draft: 'We believe you.', fresh: ['m2'], failure: 'Something new is in the thread.' });
    await at.send('a');
    expect(at.asked.at(-1)).toContain('"seen":2');
    expect(at.of('a')).toMatchObject({ draft: '', fresh: [], failure: '' });
  });

  it('says in the words of the server that the key inside belongs to another codename', async () => {
    const at = await begun([409, { detail: 'The key inside is not of this codename.' }], [200, thread('m1')]);
    await at.send('a');
    expect(at.of('a')).toMatchObject({ draft: 'We believe you.', fresh: [], done: '', failure: 'The key inside is not of this codename.' });
  });

  it('keeps the draft when the server is gone, and when the sign-in has ended', async () => {
    const at = await begun([500, ''], [401, '']);
    await at.send('a');
    expect(at.of('a').draft).toBe('We believe you.');
    expect(at.of('a').failure).toContain('could not do this');
    await at.send('a');
    expect(at.signedOut).toBe(1);
    expect(at.of('a')).toMatchObject({ draft: 'We believe you.', failure: '', busy: '' });
  });

  it('sends the very same message again when nobody knows whether it arrived, and a new one once the draft is another', async () => {
    const at = await begun([0, ''], [200, thread('m1', 'm2')], [0, ''], [200, thread('m1', 'm2', 'm3')]);
    await at.send('a');
    expect(at.of('a').draft).toBe('We believe you.');
    expect(at.of('a').failure).toContain('send it again as it is');
    await at.send('a');
    expect(at.given).toHaveLength(1);
    expect(at.asked.at(-1)).toBe(at.asked.at(-2));
    expect(at.of('a')).toMatchObject({ draft: '', failure: '', done: 'Your reply was sent.' });

    at.of('a').draft = 'One more thing.';
    await at.send('a');
    at.of('a').draft = 'One more thing!';
    await at.send('a');
    expect(at.given.map(({ text }) => text)).toEqual(['We believe you.', 'One more thing.', 'One more thing!']);
  });

  it('seals anew when a reply key was found meanwhile', async () => {
    const at = answering([200, thread('m1')], [0, ''], [200, thread('m1', 'm2')]);
    await at.load('a');
    at.opened('a', 'm1', []);
    at.of('a').draft = 'text';
    await at.send('a');
    await at.confirm('a');
    at.opened('a', 'm1', [new Uint8Array([1, 2])]);
    await at.send('a');
    expect(at.given.map(({ inside }) => inside.length)).toEqual([0, 1]);
  });

  it('sends nothing that was not sealed, and says why', async () => {
    const at = await begun();
    const { kind, message } = new Refused('tampered');
    at.seal = () => Promise.reject(new NotDone(kind, message));
    await at.send('a');
    expect(at.asked).toEqual(['GET /api/entries/a/thread']);
    expect(at.of('a').failure).toContain('STOP');
    expect(at.of('a').draft).toBe('We believe you.');
  });

  it('leaves a warning where it is while the page looks at the thread again', async () => {
    const at = await begun([200, thread('m1')], [500, '']);
    const { kind, message } = new Refused('tampered');
    at.seal = () => Promise.reject(new NotDone(kind, message));
    await at.send('a');
    await at.load('a');
    expect(at.of('a').failure).toContain('STOP');
    await at.load('a');
    expect(at.of('a').failure).toContain('STOP');
  });

  it('says that the thread could not be loaded until it could', async () => {
    const at = answering([500, ''], [200, thread('m1')]);
    await at.load('a');
    expect(at.of('a').failure).toContain('could not do this');
    await at.load('a');
    expect(at.of('a').failure).toBe('');
  });

  it('sends nothing before the report itself was opened, and nothing that nobody would read', async () => {
    const at = answering([200, thread('m1', 'm2')], [200, { ...thread('m1'), replyCertificate: null }]);
    await at.load('a');
    at.opened('a', 'm2', [new Uint8Array([1, 2])]);
    at.of('a').draft = 'text';
    await at.send('a');
    await at.load('b');
    at.opened('b', 'm1', []);
    at.of('b').draft = 'text';
    await at.send('b');
    expect(at.given).toHaveLength(0);
    expect(at.asked).toHaveLength(2);
  });

  it('tells what came in while a draft was open, and nothing is new without one', async () => {
    const at = await begun([200, thread('m1', 'm2')]);
    await at.load('a');
    expect(at.of('a').fresh).toEqual(['m2']);
    const quiet = answering([200, thread('m1')], [200, thread('m1', 'm2')]);
    await quiet.load('a');
    await quiet.load('a');
    expect(quiet.of('a').fresh).toEqual([]);
  });

  it('loses no press while the page looks at the thread by itself', async () => {
    const at = await begun([200, thread('m1')], [200, thread('m1', 'm2')]);
    await Promise.all([at.load('a'), at.send('a')]);
    expect(at.given).toHaveLength(1);
    expect(at.of('a').done).toContain('Your reply was sent.');
  });

  it('loses no press either when the page looks twice at once', async () => {
    const at = await begun([200, thread('m1')], [200, thread('m1', 'm2')]);
    await Promise.all([at.load('a'), at.load('a'), at.send('a')]);
    expect(at.given).toHaveLength(1);
    expect(at.asked).toHaveLength(3);
  });

  it('sends a second press once', async () => {
    const at = await begun([200, thread('m1', 'm2')]);
    await Promise.all([at.send('a'), at.send('a')]);
    expect(at.given).toHaveLength(1);
  });
});

describe('a reply made elsewhere', () => {
  it('is sent as it is', async () => {
    const at = answering([200, thread('m1')], [200, thread('m1', 'm2')]);
    await at.load('a');
    expect(await at.upload('a', new Blob(['pgp']))).toBe(true);
    expect(at.asked.at(-1)).toBe('POST /api/entries/a/replies {"seen":1,"message":"cGdw","replyCertificate":null}');
    expect(at.of('a').done).toBe('The reply was sent.');
  });

  it('is held back when something new is in the thread', async () => {
    const at = answering([200, thread('m1')], changed, [200, thread('m1', 'm2')]);
    await at.load('a');
    expect(await at.upload('a', new Blob(['pgp']))).toBe(false);
    expect(at.of('a').fresh).toEqual(['m2']);
  });

  it('is refused in the words of the server, or before it is read if it is too large', async () => {
    const at = answering([200, thread('m1')], [422, { detail: 'Encrypt the reply to the reply key.' }]);
    await at.load('a');
    expect(await at.upload('a', new Blob(['text']))).toBe(false);
    expect(at.of('a').failure).toBe('Encrypt the reply to the reply key.');
    expect(await at.upload('a', new Blob([new Uint8Array(81_921)]))).toBe(false);
    expect(at.asked).toHaveLength(2);
  });
});

describe('base64', () => {
  it('comes back as it was', () => {
    const octets = crypto.getRandomValues(new Uint8Array(20_001));
    expect(fromBase64(toBase64(octets))).toEqual(octets);
    expect(toBase64(octets)).toBe(Buffer.from(octets).toString('base64'));
  });
});
