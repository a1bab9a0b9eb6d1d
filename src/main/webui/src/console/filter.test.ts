import { describe, expect, it } from 'vitest';
import { everything, filterFrom, filterQuery, narrows } from './filter';

describe('a filter', () => {
  it('outlives a reload in the address', () => {
    for (const filter of [everything, { desk: 'urgent', state: 'waiting', unread: true } as const]) {
      expect(filterFrom(`#${filterQuery(filter).toString()}`, ['urgent'])).toEqual(filter);
    }
    expect(filterFrom('#state=again', []).state).toBe('again');
  });

  it('says nothing of what does not narrow', () => {
    expect(filterQuery(everything).toString()).toBe('');
    expect(narrows(everything)).toBe(false);
    expect(narrows({ ...everything, unread: true })).toBe(true);
    expect(filterQuery({ desk: '', state: 'done', unread: false }).toString()).toBe('state=done');
  });

  it('leaves out what an address names that does not exist, or is not theirs', () => {
    expect(filterFrom('#desk=country&state=proven&unread=perhaps', ['urgent'])).toEqual(everything);
    expect(filterFrom('#state=toString&desk=constructor', [])).toEqual(everything);
    expect(filterFrom('', ['urgent'])).toEqual(everything);
  });
});
