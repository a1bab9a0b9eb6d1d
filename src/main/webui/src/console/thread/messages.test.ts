import { describe, expect, it } from 'vitest';
import { inOrder, isReport, openCommand, reports, sealedEntry, sealedMessage, sourceIsRead, theReport } from './messages';
import { addition, message, reply, thread } from './testing';

const ids = (messages: readonly { readonly id: string }[]) => messages.map(({ id }) => id);

describe('the messages of a thread', () => {
  it('begin with the reports, whatever came on which day; the rest stays as it came', () => {
    const at = thread([addition('a', { day: '2026-11-20' }), reply('b'), message('c'), addition('d'), message('e')]);
    expect(ids(inOrder(at))).toEqual(['c', 'e', 'a', 'b', 'd']);
    expect(inOrder(null)).toEqual([]);
  });

  it('have reports that no addition, no reply and no other part is taken for', () => {
    const at = thread([addition('a'), message('b', { part: 'identity' }), message('c', { part: 'files' }), reply('d'), message('e')]);
    expect(ids(reports(at))).toEqual(['e']);
    expect(isReport({ ...message('f'), kind: 'draft' as never })).toBe(false);
    expect(isReport({ ...message('f'), part: 'appendix' as never })).toBe(false);
    expect(ids(inOrder(at))).toHaveLength(5);
  });

  it('have one that is the report: the first that can be tried, else the first, never an addition', () => {
    expect(theReport(thread([addition('a'), message('b'), message('c')]))?.id).toBe('b');
    expect(theReport(thread([message('b', { readable: false }), message('c')]))?.id).toBe('c');
    expect(theReport(thread([message('b', { readable: false }), addition('a')]))?.id).toBe('b');
    expect(theReport(thread([addition('a')]))).toBeUndefined();
    expect(theReport(null)).toBeUndefined();
  });

  it('are read when nothing is unread that the source sent', () => {
    expect(sourceIsRead(thread([message('a', { unread: false }), reply('b')]))).toBe(true);
    expect(sourceIsRead(thread([message('a', { unread: false }), addition('b')]))).toBe(false);
    expect(sourceIsRead(thread([message('a', { unread: false }), addition('b', { readable: false })]))).toBe(false);
  });

  it('are downloaded sealed, each and all together, and opened by gpg under the names that they have then', () => {
    const entry = { id: '3f0c9a2b-1111-4111-8111-111111111111' };
    const file = sealedMessage(entry, { id: '77aa88bb-1111-4111-8111-111111111111' });
    expect(file).toEqual({
      address: '/api/entries/3f0c9a2b-1111-4111-8111-111111111111/messages/77aa88bb-1111-4111-8111-111111111111/sealed.pgp',
      name: 'message-77aa88bb.pgp',
    });
    expect(openCommand(file)).toBe('gpg --output message-77aa88bb-opened --decrypt message-77aa88bb.pgp');
    expect(sealedEntry(entry)).toEqual({ address: `/api/entries/${entry.id}/sealed.zip`, name: 'entry-3f0c9a2b.zip' });
    expect(sealedEntry({ id: 'a/b' }).address).toBe('/api/entries/a%2Fb/sealed.zip');
  });
});
