import { describe, expect, it } from 'vitest';
import type { Entry, EntryState } from './api';
import { states } from './api';
import { append, canBeSet, find, neighbour, nothing, steps, unopened, unread, update, without, wroteAgain } from './entries';

function entry(id: string, state: EntryState = 'received'): Entry {
  return { id, desk: 'urgent', received: '2026-11-24', state, size: 'up to 1 MB', unread: id === 'b', twins: 0 };
}

const ids = (entries: readonly Entry[]) => entries.map(({ id }) => id);
const three = append(nothing, { entries: [entry('a'), entry('b'), entry('c')], next: 'cursor' });

describe('the list of entries', () => {
  it('grows downwards page by page', () => {
    const all = append(three, { entries: [entry('d')], next: null });
    expect(ids(all.entries)).toEqual(['a', 'b', 'c', 'd']);
    expect(all.next).toBeNull();
  });

  it('shows an entry once that comes again on a later page, with its newer state, in its old place', () => {
    const all = append(three, { entries: [entry('b', 'opened'), entry('d')], next: null });
    expect(ids(all.entries)).toEqual(['a', 'b', 'c', 'd']);
    expect(find(all, 'b')?.state).toBe('opened');
  });

  it('shows an entry once that a page holds twice', () => {
    expect(ids(append(nothing, { entries: [entry('a'), entry('a')], next: null }).entries)).toEqual(['a']);
  });

  it('keeps an entry in its place when its state changes', () => {
    const changed = update(three, entry('a', 'done'));
    expect(ids(changed.entries)).toEqual(['a', 'b', 'c']);
    expect(unopened(changed)).toBe(2);
    expect(unread(changed)).toBe(1);
    expect(changed.next).toBe('cursor');
  });

  it('does not take in an entry that it never showed', () => {
    expect(ids(update(three, entry('z')).entries)).toEqual(['a', 'b', 'c']);
  });

  it('lets go of an entry that may be read no more', () => {
    expect(ids(without(three, 'b').entries)).toEqual(['a', 'c']);
  });

  it('moves a step and stops at both ends', () => {
    expect(neighbour(three, 'a', 1)?.id).toBe('b');
    expect(neighbour(three, 'a', -1)?.id).toBe('a');
    expect(neighbour(three, 'c', 1)?.id).toBe('c');
  });

  it('begins at the top when nothing is chosen, or what was chosen is gone', () => {
    expect(neighbour(three, null, 1)?.id).toBe('a');
    expect(neighbour(three, 'gone', -1)?.id).toBe('a');
    expect(neighbour(nothing, null, 1)).toBeUndefined();
  });

  it.each(states)('offers a way on from %s, and never to itself or back to unopened', (state) => {
    expect(steps(state).length).toBeGreaterThan(0);
    expect(steps(state)).not.toContain(state);
    expect(steps(state)).not.toContain('received');
    for (const to of steps(state)) expect(canBeSet(to)).toBe(true);
  });

  it('offers every way on where the source wrote again, and none that leads there', () => {
    expect(steps('again')).toEqual(['opened', 'waiting', 'done']);
    expect(states.filter((state) => !canBeSet(state))).toEqual(['again']);
  });

  it('keeps what the source wrote again first, as the server does, and takes it for no new report', () => {
    const listing = append(nothing, { entries: [entry('d', 'again'), entry('e'), entry('f', 'done')], next: null });
    expect(ids(update(listing, entry('d', 'opened')).entries)).toEqual(['d', 'e', 'f']);
    expect([wroteAgain(listing), unopened(listing)]).toEqual([1, 1]);
  });
});
