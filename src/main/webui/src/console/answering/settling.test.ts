import { describe, expect, it } from 'vitest';
import type { Octets } from '../../openpgp/decrypting';
import { Refused, type RefusalKind } from '../../openpgp/refusals';
import type { ToSeal } from '../../openpgp/sealing';
import { Api, type Thread } from '../api';
import { NotDone } from '../reading/keyHolder';
import { addition, message, reply, thread, twin } from '../thread/testing';
import { useAnswering } from './answering';
import { printed } from './testing';

const own = new Uint8Array([1, 2]);
const foreign = new Uint8Array([7]);

/** Keys inside messages that were not opened here: what the worker finds, or why it does not. */
type Found = Record<string, readonly Octets[] | RefusalKind>;

/** An entry "a" with this thread, a draft, and a server that takes every reply. */
async function writing(given: Thread, found: Found = {}) {
  const sent: string[] = [];
  const sealed: ToSeal[] = [];
  const lookedInto: string[] = [];
  const api = new Api((path, init) => {
    if (init.method === 'POST') sent.push(init.body as string);
    const colleagues = { quorum: 2, trustees: [], desks: [] };
    return Promise.resolve(new Response(JSON.stringify(path === '/api/colleagues' ? colleagues : given)));
  });
  const work = {
    fingerprintsOf: printed,
    seal: (one: ToSeal) => {
      sealed.push(structuredClone(one));
      return Promise.resolve({ message: new Uint8Array([9]), replyCertificate: one.inside[0] ?? null, leftOut: [] });
    },
    replyKeysIn: (_: string, id: string) => {
      lookedInto.push(id);
      const keys = found[id] ?? [];
      return typeof keys === 'string' ? Promise.reject(new NotDone(keys, new Refused(keys).message)) : Promise.resolve([...keys]);
    },
  };
  const made = useAnswering(api, work, () => 'token', () => undefined);
  await made.load('a');
  const at = made.of('a');
  at.draft = 'We believe you.';
  return { ...made, at, sent, sealed, lookedInto };
}

describe('to whom an answer goes', () => {
  it('never depends on what an addition or a reply has inside', async () => {
    const on = await writing(thread([message('r'), addition('b'), reply('c'), message('d', { part: 'identity' })]), { b: [foreign] });
    on.opened('a', 'r', [own]);
    for (const id of ['b', 'c', 'd']) on.opened('a', id, [foreign]);
    await on.send('a');
    await on.confirm('a');
    expect(on.sealed.map(({ inside }) => inside)).toEqual([[own]]);
    expect(on.lookedInto).toEqual([]);
    expect(on.at.done).toBe('Your reply was sent.');
  });

  it('asks where an addition has somebody else’s key inside: it may be a message that was captured', async () => {
    const on = await writing(thread([message('r'), addition('b'), addition('c'), addition('d')]));
    on.opened('a', 'r', [own]);
    on.opened('a', 'b', [own]);
    on.opened('a', 'c', []);
    await on.send('a');
    expect(on.at).toMatchObject({ asking: null, done: 'Your reply was sent.' });
    on.opened('a', 'd', [own, foreign]);
    on.at.draft = 'More.';
    await on.send('a');
    expect(on.at.asking?.doubt).toMatch(/^What was added as number 3 of 3 has another reply key inside .*captured a message/);
    on.decline('a');
    await on.upload('a', new Blob(['sealed by gpg']));
    expect(on.at.asking?.doubt).toContain('captured a message');
    expect(on.sent).toHaveLength(1);
  });

  it('opens every other report before it sends, once, and sends if their keys agree', async () => {
    const on = await writing(thread([message('r'), message('s'), message('t'), addition('b')]), { s: [own], t: [] });
    on.opened('a', 'r', [own]);
    await on.send('a');
    expect(on.at.asking?.doubt).toContain('Report 3 of 3 has no reply key inside');
    expect(on.sent).toEqual([]);
    await on.confirm('a');
    expect(on.lookedInto).toEqual(['s', 't']);
    expect(on.at.done).toContain('Report 3 of 3 has no reply key inside: it went to the key inside Report 1 of 3 and Report 2 of 3.');
    on.at.draft = 'More.';
    await on.send('a');
    await on.confirm('a');
    expect(on.lookedInto).toEqual(['s', 't']);
    expect(on.sent).toHaveLength(2);
  });

  it('sends nothing if they disagree, and says why', async () => {
    const on = await writing(thread([message('r'), message('s')]), { s: [foreign] });
    on.opened('a', 'r', [own]);
    await on.send('a');
    expect([on.sealed, on.sent]).toEqual([[], []]);
    expect(on.at).toMatchObject({ draft: 'We believe you.', asking: null, elsewhere: null, busy: '' });
    expect(on.at.failure).toContain('different reply keys');
  });

  it('keeps in mind the key of a message inside the report when the report is opened again', async () => {
    const on = await writing(thread([message('r')]));
    on.opened('a', 'r', [own, foreign]);
    on.opened('a', 'r', [own]);
    await on.send('a');
    expect(on.sent).toEqual([]);
    expect(on.at.failure).toContain('wrapped');
  });

  it('names the entry to which the key belongs, until something else is tried', async () => {
    const on = await writing(thread([message('r')], { twins: [twin('s'), twin('t', 'Bw==')] }));
    on.opened('a', 'r', [foreign]);
    await on.send('a');
    expect(on.at).toMatchObject({ elsewhere: 't', draft: 'We believe you.' });
    expect(on.at.failure).toContain('STOP');
    await on.load('a');
    expect(on.at.elsewhere).toBe('t');
    await on.upload('a', new Blob(['too large'.repeat(10_000)]));
    expect(on.at.elsewhere).toBeNull();
    expect([on.sealed, on.sent]).toEqual([[], []]);
  });

  it('asks each time where there is only the claim of the server', async () => {
    const on = await writing(thread([message('r')]));
    on.opened('a', 'r', []);
    for (const text of ['One.', 'Two.']) {
      on.at.draft = text;
      await on.send('a');
      expect(on.at.asking?.doubt).toContain('only the server says');
      expect(on.at).toMatchObject({ draft: text, failure: '', done: '' });
      await on.confirm('a');
      expect(on.at).toMatchObject({ draft: '', asking: null, done: 'Your reply was sent.' });
    }
    expect(on.sealed.map(({ text, inside }) => [text, inside.length])).toEqual([['One.', 0], ['Two.', 0]]);
    expect(on.sent[0]).toContain('"replyCertificate":null');
  });

  it('asks again if the draft is another one by then, and sends nothing that was declined', async () => {
    const on = await writing(thread([message('r')]));
    on.opened('a', 'r', []);
    await on.send('a');
    on.at.draft = 'Something else.';
    await on.confirm('a');
    expect(on.at.asking?.reply).toBe('Something else.');
    on.decline('a');
    await on.confirm('a');
    expect(on.at).toMatchObject({ asking: null, draft: 'Something else.' });
    expect(on.sent).toEqual([]);
  });

  it.each(['damaged', 'wrong-key', 'too-large'] as const)('asks where another report cannot be opened: %s', async (why) => {
    const on = await writing(thread([message('r'), message('s'), message('u', { readable: false })]), { s: why });
    on.opened('a', 'r', [own]);
    await on.send('a');
    expect(on.at.asking?.doubt).toContain('Report 2 of 3 and Report 3 of 3 cannot be opened here');
    await on.confirm('a');
    expect(on.sealed.map(({ inside }) => inside)).toEqual([[own]]);
  });

  it('says so where another report could be opened later, and sends nothing', async () => {
    const on = await writing(thread([message('r'), message('s')]), { s: 'unreachable' });
    on.opened('a', 'r', [own]);
    await on.send('a');
    expect(on.at.failure).toContain('broke off');
    expect([on.sent, on.at.asking]).toEqual([[], null]);
  });
});

describe('a reply made elsewhere', () => {
  const sealed = new Blob(['pgp']);

  it('goes with the key inside the report that was opened here', async () => {
    const on = await writing(thread([message('r')]));
    on.opened('a', 'r', [own]);
    expect(await on.upload('a', sealed)).toBe(true);
    expect(on.sent[0]).toContain('"replyCertificate":"AQI="');
  });

  it('is held back by the same reasons', async () => {
    const on = await writing(thread([message('r')]));
    on.opened('a', 'r', [foreign]);
    expect(await on.upload('a', sealed)).toBe(false);
    expect(on.at.failure).toContain('STOP');
    expect(on.sent).toEqual([]);
  });

  it('is asked about where the report that was opened here has no key', async () => {
    const on = await writing(thread([message('r')]));
    on.opened('a', 'r', []);
    expect(await on.upload('a', sealed)).toBe(false);
    await on.confirm('a');
    expect(on.sent).toHaveLength(1);
    expect(on.at.done).toBe('The reply was sent.');
  });
});
