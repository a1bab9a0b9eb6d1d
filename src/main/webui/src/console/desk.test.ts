import { describe, expect, it } from 'vitest';
import { Api, type Entry, type EntryState } from './api';
import { useDesk } from './desk';
import { everything } from './filter';

function entry(id: string, state: EntryState = 'received'): Entry {
  return { id, desk: 'urgent', received: '2026-11-24', state, size: 'up to 1 MB', unread: true, twins: 0 };
}

type Answer = [status: number, body: unknown];

/** A desk whose server gives these answers, one after another. */
function desk(...answers: Answer[]) {
  const asked: string[] = [];
  let signedOut = 0;
  const api = new Api((path, init) => {
    asked.push(`${init.method ?? 'GET'} ${path}${typeof init.body === 'string' ? ` ${init.body}` : ''}`);
    const [status, body] = answers.shift() ?? [500, ''];
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  });
  const made = useDesk(
    api,
    () => 'token',
    () => {
      signedOut++;
    },
  );
  return { ...made, asked, signedOut: () => signedOut };
}

const first: Answer = [200, { entries: [entry('a'), entry('b')], next: 'more' }];

describe('a desk', () => {
  it('loads its first page, then more until there is none', async () => {
    const at = desk(first, [200, { entries: [entry('c')], next: null }]);
    await at.refresh();
    await at.more();
    await at.more();
    expect(at.listing.value.entries.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(at.asked).toEqual(['GET /api/entries?size=50', 'GET /api/entries?size=50&after=more']);
  });

  it('marks the chosen entry, and takes it back', async () => {
    const at = desk(first, [200, entry('b', 'opened')], [200, entry('b')]);
    await at.refresh();
    at.choose('b');
    await at.move('opened');
    expect(at.chosen.value?.state).toBe('opened');
    expect(at.last.value).toEqual({ id: 'b', from: 'received', to: 'opened' });
    await at.undo();
    expect(at.chosen.value?.state).toBe('received');
    expect(at.last.value).toBeNull();
    expect(at.asked.slice(1)).toEqual([
      'PUT /api/entries/b/state {"state":"opened"}',
      'PUT /api/entries/b/state {"state":"received"}',
    ]);
  });

  it('asks nothing of the server for a step that does not exist', async () => {
    const at = desk(first);
    await at.refresh();
    at.choose('a');
    await at.move('done');
    await at.undo();
    expect(at.asked).toHaveLength(1);
  });

  it('marks what the source wrote again, and does not take that back: only the source can say it', async () => {
    const at = desk([200, { entries: [entry('a', 'again')], next: null }], [200, entry('a', 'waiting')]);
    await at.refresh();
    at.choose('a');
    await at.move('waiting');
    expect(at.last.value).toEqual({ id: 'a', from: 'again', to: 'waiting' });
    await at.undo();
    expect(at.chosen.value?.state).toBe('waiting');
    expect(at.asked).toHaveLength(2);
  });

  it('goes to an entry that stands behind another one, changes it, and takes that back from elsewhere', async () => {
    const at = desk(first, [200, entry('twin')], [200, entry('twin', 'opened')], [200, entry('twin')]);
    await at.refresh();
    at.choose('a');
    await at.visit('twin');
    expect(at.chosen.value?.id).toBe('twin');
    await at.move('opened');
    expect(at.chosen.value?.state).toBe('opened');
    at.choose('b');
    await at.undo();
    expect(at.chosen.value).toEqual(entry('twin'));
    expect(at.listing.value.entries.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(at.asked[1]).toBe('GET /api/entries/twin');
  });

  it('stays where it is when the entry behind is no longer theirs, and says so', async () => {
    const at = desk(first, [404, {}]);
    await at.refresh();
    at.choose('a');
    await at.visit('twin');
    expect(at.chosen.value?.id).toBe('a');
    expect(at.failure.value).toBe('There is no such entry for you.');
  });

  it('shows what a colleague made of an entry in the meantime', async () => {
    const at = desk(first, [409, { detail: 'Somebody was faster.' }], [200, entry('a', 'done')]);
    await at.refresh();
    at.choose('a');
    await at.move('opened');
    expect(at.chosen.value?.state).toBe('done');
    expect(at.failure.value).toBe('Somebody was faster.');
    expect(at.last.value).toBeNull();
  });

  it('lets go of an entry that is no longer theirs', async () => {
    const at = desk(first, [404, {}]);
    await at.refresh();
    at.choose('a');
    await at.move('opened');
    expect(at.chosen.value).toBeUndefined();
    expect(at.listing.value.entries.map(({ id }) => id)).toEqual(['b']);
  });

  it('keeps the list and its place when the sign-in ends', async () => {
    const at = desk(first, [499, '']);
    await at.refresh();
    at.choose('b');
    await at.move('opened');
    expect(at.signedOut()).toBe(1);
    expect(at.chosen.value?.id).toBe('b');
    expect(at.failure.value).toBe('');
  });

  it('keeps the list when a refresh fails, and says what to do', async () => {
    const at = desk(first, [500, '']);
    await at.refresh();
    await at.refresh();
    expect(at.listing.value.entries).toHaveLength(2);
    expect(at.failure.value).toMatch(/Try again/);
  });

  it('narrows the list, and pages within what it was narrowed to', async () => {
    const at = desk(first, [200, { entries: [entry('c')], next: 'more' }], [200, { entries: [], next: null }]);
    await at.refresh();
    await at.narrow({ desk: 'urgent', state: 'waiting', unread: true });
    await at.more();
    expect(at.listing.value.entries.map(({ id }) => id)).toEqual(['c']);
    const narrowed = 'desk=urgent&state=waiting&unread=true&size=50';
    expect(at.asked.slice(1)).toEqual([`GET /api/entries?${narrowed}`, `GET /api/entries?${narrowed}&after=more`]);
  });

  it('shows what the filter says although it was changed while the list was loading, or something else', async () => {
    const unread = { desk: '', state: '', unread: true } as const;
    const at = desk(first, [200, { entries: [entry('c')], next: null }], [200, entry('c', 'opened')], first);
    await Promise.all([at.refresh(), at.narrow(unread)]);
    expect(at.listing.value.entries.map(({ id }) => id)).toEqual(['c']);
    at.choose('c');
    await Promise.all([at.move('opened'), at.narrow(everything)]);
    expect(at.listing.value.entries.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('keeps what is being read although the list is narrowed to others', async () => {
    const at = desk(first, [200, { entries: [entry('c')], next: null }], [200, entry('a', 'opened')]);
    await at.refresh();
    at.choose('a');
    await at.narrow({ desk: '', state: 'done', unread: false });
    expect(at.chosen.value?.id).toBe('a');
    await at.move('opened');
    expect(at.chosen.value?.state).toBe('opened');
    at.step(1);
    expect(at.chosen.value?.id).toBe('c');
  });

  it('tells what was seen, and shows it', async () => {
    const at = desk(first, [200, { ...entry('a'), unread: false }]);
    await at.refresh();
    await at.seen('a', ['m1']);
    expect(at.listing.value.entries.map(({ unread }) => unread)).toEqual([false, true]);
    expect(at.asked.at(-1)).toBe('PUT /api/entries/a/seen {"messages":["m1"]}');
  });

  it('makes one call at a time', async () => {
    const at = desk(first);
    await Promise.all([at.refresh(), at.refresh(), at.refresh()]);
    expect(at.asked).toHaveLength(1);
  });
});
