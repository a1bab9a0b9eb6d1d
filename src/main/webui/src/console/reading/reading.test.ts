import { describe, expect, it } from 'vitest';
import type { Worked } from './keyHolder';
import { IdleTime, longestIdle } from './idleTime';
import type { Ask, Asked, Told } from './protocol';
import { useReading } from './reading';
import { shown, textsOf } from './testing';

/** A worker that says what the test wants it to say. */
class Scripted implements Worked {
  onmessage: ((event: MessageEvent<Told>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  terminated = false;
  readonly asked: Asked[] = [];

  postMessage(asked: Asked): void {
    this.asked.push(asked);
  }

  terminate(): void {
    this.terminated = true;
  }

  says(told: Told): void {
    this.onmessage?.({ data: told } as MessageEvent<Told>);
  }

  answers(kind: Ask['kind'], value: unknown): void {
    this.says({ kind: 'answer', id: this.idOf(kind), value });
  }

  idOf(kind: Ask['kind']): number {
    return this.asked.filter(({ ask }) => ask.kind === kind).at(-1)?.id ?? -1;
  }
}

function reading() {
  const workers: Scripted[] = [];
  const at = useReading(() => {
    const worker = new Scripted();
    workers.push(worker);
    return worker;
  });
  return { at, workers, worker: () => workers.at(-1) as Scripted };
}

async function unlocked() {
  const made = reading();
  const done = made.at.unlock(new Blob(['key']), 'passphrase');
  made.worker().answers('unlock', ['ab12']);
  await done;
  return made;
}

async function opened() {
  const made = await unlocked();
  const done = made.at.open('entry', 'report');
  made.worker().answers('open', shown);
  await done;
  return made;
}

describe('reading', () => {
  it('starts no worker before there is a key to hold', () => {
    const { at, workers } = reading();
    at.stir();
    at.close();
    at.forget();
    expect(workers).toHaveLength(0);
  });

  it('knows a key that was unlocked, and one that was not', async () => {
    const { at, worker } = await unlocked();
    expect(at.unlocked.value).toBe(true);
    const again = at.unlock(new Blob(['key']), 'guess');
    worker().says({ kind: 'refusal', id: worker().idOf('unlock'), refusal: 'wrong-passphrase', words: 'wrong' });
    expect(await again).toBe(false);
    expect(at.failure.value).toBe('wrong');
  });

  it('goes from the download to the opening to the text', async () => {
    const { at, worker } = await unlocked();
    const done = at.open('entry', 'report');
    expect(at.phase.value).toBe('downloading');
    worker().says({ kind: 'progress', id: worker().idOf('open'), read: 50, total: 100 });
    expect(at.progress.value).toEqual({ read: 50, total: 100 });
    worker().says({ kind: 'progress', id: worker().idOf('open'), read: 100, total: 100 });
    expect(at.phase.value).toBe('opening');
    worker().answers('open', shown);
    expect(await done).toBe(true);
    expect(at.shown.value?.texts[0]?.text).toBe('text');
  });

  it('opens another message of the thread, and hands a reply to whoever seals', async () => {
    const { at, worker } = await unlocked();
    const done = at.open('entry', 'second');
    expect(worker().asked.at(-1)?.ask).toEqual({ kind: 'open', entry: 'entry', message: 'second' });
    expect(at.message.value).toBe('second');
    worker().answers('open', shown);
    await done;
    const sealing = at.seal({ text: 'text', inside: [], claim: new Uint8Array(), reviewers: [], vouchers: { trustees: [], quorum: 2 } });
    worker().says({ kind: 'refusal', id: worker().idOf('seal'), refusal: 'tampered', words: 'STOP' });
    await expect(sealing).rejects.toThrow('STOP');
    expect(at.shown.value?.texts[0]?.text).toBe('text');
  });

  it('shows nothing of a report that was left while it was opened', async () => {
    const { at, worker } = await unlocked();
    const done = at.open('entry', 'report');
    at.close();
    worker().answers('open', shown);
    expect(await done).toBe(false);
    expect(at.shown.value).toBeNull();
    expect(at.phase.value).toBe('closed');
  });

  it('goes into a message and back out, and knows the reply key of each', async () => {
    const { at, worker } = await unlocked();
    const replyKey = new Uint8Array([1]);
    const done = at.open('entry', 'report');
    worker().answers('open', { ...shown, replyKey });
    await done;
    const inside = at.openInside(null);
    worker().answers('open-inside', { ...shown, content: 1, texts: textsOf('inner'), replyKey: new Uint8Array([2]) });
    await inside;
    expect(at.shown.value?.texts[0]?.text).toBe('inner');
    expect(at.around.value).toBe(1);
    expect(at.replyKeys.value).toEqual([replyKey, new Uint8Array([2])]);
    at.backOut();
    expect(at.shown.value?.texts[0]?.text).toBe('text');
  });

  it('reads what is shown in another encoding, and stays inside', async () => {
    const { at, worker } = await opened();
    const inside = at.openInside(0);
    worker().answers('open-inside', { ...shown, content: 1, name: 'a.txt', texts: textsOf('нЕМЪ') });
    await inside;
    const again = at.readAs('koi8-u');
    expect(worker().asked.at(-1)?.ask).toEqual({ kind: 'read-as', content: 1, encoding: 'koi8-u' });
    worker().answers('read-as', { ...shown, content: 1, name: 'a.txt', texts: textsOf('Меня') });
    await again;
    expect(at.shown.value?.texts[0]?.text).toBe('Меня');
    expect(at.around.value).toBe(1);
  });

  it('ends the worker, and shows nothing, when the key is forgotten', async () => {
    const { at, worker } = await opened();
    at.forget();
    expect(worker().terminated).toBe(true);
    expect(at.unlocked.value).toBe(false);
    expect(at.shown.value).toBeNull();
    expect(at.timedOut.value).toBe(false);
  });

  it('says so when the worker has forgotten the key by itself', async () => {
    const { at, worker } = await opened();
    worker().says({ kind: 'forgotten' });
    expect(at.unlocked.value).toBe(false);
    expect(at.shown.value).toBeNull();
    expect(at.timedOut.value).toBe(true);
  });

  it('asks for reply keys and fingerprints beside what is open, and a worker without a key forgets none', async () => {
    const { at, worker } = await opened();
    const keys = at.replyKeysIn('entry', 'second');
    worker().answers('reply-keys', [new Uint8Array([3])]);
    expect(await keys).toEqual([new Uint8Array([3])]);
    expect(at.shown.value?.texts[0]?.text).toBe('text');
    at.forget();
    const prints = at.fingerprintsOf([new Uint8Array([3])]);
    worker().answers('fingerprints', [null]);
    expect(await prints).toEqual([null]);
    worker().says({ kind: 'forgotten' });
    expect(at.timedOut.value).toBe(false);
  });

  it('wipes what was opened in the worker too when it is closed', async () => {
    const { at, worker } = await opened();
    at.close();
    expect(worker().asked.at(-1)?.ask).toEqual({ kind: 'close' });
    expect(at.shown.value).toBeNull();
    expect(at.unlocked.value).toBe(true);
  });
});

describe('idle time', () => {
  it('is over after 15 minutes without a sign of life', () => {
    let now = 0;
    const idle = new IdleTime(() => now);
    now = longestIdle - 1;
    expect(idle.over()).toBe(false);
    idle.begin();
    now += longestIdle - 1;
    expect(idle.over()).toBe(false);
    now += 1;
    expect(idle.over()).toBe(true);
    expect(longestIdle).toBe(900_000);
  });
});
