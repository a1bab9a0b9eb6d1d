import { describe, expect, it } from 'vitest';
import { message, thread, twin } from '../thread/testing';
import { judge, type Inside } from './replyKeys';
import { doubt, objection, withoutText } from './words';

const key = (fingerprint: string | null) => ({ octets: new Uint8Array([1]), fingerprint });
const inside = (id: string, ...prints: (string | null)[]): Inside => ({ message: id, keys: prints.map(key) });
const closed = (id: string): Inside => ({ message: id, keys: null });
const two = thread([message('a'), message('b')]);

describe('the reply key that counts', () => {
  it('is the one inside the report if the server names it too', () => {
    expect(judge([inside('a', 'x')], 'x', [])).toEqual({ kind: 'inside', key: key('x'), without: [], unopened: [] });
  });

  it('is none but the claim if no report has one inside', () => {
    expect(judge([inside('a')], 'x', [])).toEqual({ kind: 'claim', unopened: [] });
    expect(judge([], 'x', [])).toEqual({ kind: 'claim', unopened: [] });
  });

  it('is the same in all reports that have one', () => {
    expect(judge([inside('a', 'x'), inside('b', 'x')], 'x', [])).toMatchObject({ kind: 'inside', without: [] });
    const some = judge([inside('a', 'x'), inside('b')], 'x', []);
    expect(some).toMatchObject({ kind: 'inside', without: ['b'] });
    expect(withoutText(some, two)).toBe(' Report 2 of 2 has no reply key inside: it went to the key inside Report 1 of 2.');
    expect(objection(some, two)).toBe('');
    expect(doubt(some, two)).toMatch(/^Report 2 of 2 has no reply key inside\. .*key inside Report 1 of 2: .*captured/);
  });

  it('is none where two reports disagree, even if one of them is what the server names', () => {
    const verdict = judge([inside('a', 'x'), inside('b', 'y')], 'x', [{ id: 't', fingerprint: 'y' }]);
    expect(verdict).toEqual({ kind: 'disagree', within: false });
    expect(objection(verdict, two)).toMatch(/^STOP: the reports .* Nothing was sent\. .*tell your desk/);
  });

  it('is none where a message inside the report has another one: it may be wrapped', () => {
    const verdict = judge([inside('a', 'x', 'y')], 'x', []);
    expect(verdict).toEqual({ kind: 'disagree', within: true });
    expect(objection(verdict, two)).toMatch(/^STOP: the message inside .* Nothing was sent\. .*load this page again/);
  });

  it('is not this mailbox’s where the copy came from somebody else; the twin that it belongs to is named', () => {
    const twins = [{ id: 's', fingerprint: null }, { id: 't', fingerprint: 'x' }];
    const known = judge([inside('a', 'x')], 'z', twins);
    expect(known).toEqual({ kind: 'another', twin: 't' });
    expect(objection(known, two)).toMatch(/^STOP: .* Nothing was sent\. Open that entry, and answer there\.$/);
    const unknown = judge([inside('a', 'x')], 'z', [{ id: 's', fingerprint: null }]);
    expect(unknown).toEqual({ kind: 'another', twin: null });
    expect(objection(unknown, thread([message('a')], { twins: [twin('s')] }))).toMatch(/^STOP: .*None of the other copies/);
    expect(objection(unknown, two)).not.toContain('copies');
    expect(judge([inside('a', 'x')], null, [])).toEqual({ kind: 'another', twin: null });
  });

  it('is none where what lies inside is no certificate', () => {
    const verdict = judge([inside('a', null)], null, [{ id: 't', fingerprint: null }]);
    expect(verdict).toEqual({ kind: 'unusable' });
    expect(objection(verdict, two)).toContain('Nothing was sent');
  });

  it('is in doubt, with words for it, where there is only the claim or a report cannot be opened', () => {
    expect(doubt(judge([inside('a')], 'x', []), thread([message('a')]))).toMatch(/^There is no reply key inside the report\. .*only the server says/);
    expect(doubt(judge([inside('a'), inside('b')], 'x', []), two)).toContain('inside any of the reports.');
    expect(doubt(judge([inside('a'), closed('b')], 'x', []), two)).toContain(', but Report 2 of 2 cannot be opened here.');
    const half = judge([inside('a', 'x'), closed('b')], 'x', []);
    expect(half).toMatchObject({ kind: 'inside', unopened: ['b'] });
    expect(doubt(half, two)).toContain('Report 2 of 2 cannot be opened here');
    expect(objection(half, two)).toBe('');
  });
});
