import { computed, ref } from 'vue';
import { describe, expect, it } from 'vitest';
import { newCase } from '../answering/cases';
import type { Entry, EntryState, Thread } from '../api';
import type { RefusalKind } from '../../openpgp/refusals';
import { useOpening } from './opening';
import { addition, message, reply, thread } from './testing';

/** An entry whose thread is this one, and a worker that opens whatever it is asked for. */
function opening(state: EntryState, given: Thread | null, later: Thread | null = given) {
  const entry = ref<Entry>({ id: 'a', desk: 'urgent', received: '2026-11-24', state, size: 'small', unread: true, twins: 0 });
  const at = { ...newCase(), thread: given };
  const told: string[] = [];
  const refusal = ref<RefusalKind | null>(null);
  const made = useOpening(
    {
      chosen: computed(() => entry.value),
      move: (to) => Promise.resolve(void told.push(`move ${to}`)),
      seen: (_, messages) => Promise.resolve(void told.push(`seen ${messages.join()}`)),
    },
    {
      of: () => at,
      load: () => Promise.resolve(void (told.push('load'), (at.thread = later))),
      opened: (_, id, keys) => void told.push(`opened ${id} ${keys.length}`),
    },
    {
      open: (_, id) => Promise.resolve(void told.push(`open ${id}`)).then(() => refusal.value === null),
      refusal,
      replyKeys: computed(() => [new Uint8Array([1])]),
    },
    () => void told.push('signed out'),
  );
  return { ...made, told, refusal };
}

const seen = { unread: false };

describe('opening', () => {
  it('opens the report when the report is asked for, marks it and tells what was seen', async () => {
    const at = opening('received', thread([addition('b'), message('c')]));
    await at.read(null);
    expect(at.told).toEqual(['open c', 'opened c 1', 'move opened', 'seen c', 'load']);
  });

  it('asks which message is the report if nobody knows yet, and opens nothing if there is none', async () => {
    const at = opening('opened', null, thread([message('c')]));
    await at.read(null);
    expect(at.told.slice(0, 2)).toEqual(['load', 'open c']);
    const none = opening('received', thread([addition('b')]));
    await none.read(null);
    expect(none.told).toEqual([]);
  });

  it('takes a new entry for opened by its report alone', async () => {
    const at = opening('received', thread([message('c'), addition('b')]));
    await at.read('b');
    expect(at.told).toEqual(['open b', 'opened b 1', 'seen b', 'load']);
  });

  it('leaves the mark that the source wrote again until all that it sent is read', async () => {
    const old = opening('again', thread([message('c', seen), addition('b')]));
    await old.read(null);
    expect(old.told).not.toContain('move opened');
    const fresh = opening('again', thread([message('c', seen), addition('b')]), thread([message('c', seen), addition('b', seen), reply('d')]));
    await fresh.read('b');
    expect(fresh.told.at(-1)).toBe('move opened');
  });

  it('says nothing of what was not opened', async () => {
    const at = opening('received', thread([message('c')]));
    at.refusal.value = 'wrong-key';
    await at.read(null);
    at.refusal.value = 'signed-out';
    await at.read(null);
    expect(at.told).toEqual(['open c', 'open c', 'signed out']);
  });
});
