import { describe, expect, it, vi } from 'vitest';
import { CallFailed, type Api, type Colleague } from '../api';
import { toBase64 } from '../base64';
import { NotDone } from '../reading/keyHolder';
import type { Handed, Targets } from '../reading/protocol';
import type { ToReaddress } from '../../openpgp/sessionKeys';
import { useHanding, type Handing } from './handing';

const octets = new Uint8Array([1, 2, 3]);
const someone: Colleague = { alias: 'country-1@desk.example', fingerprint: 'C1', certificate: toBase64(octets) };
const other: Colleague = { ...someone, alias: 'country-2@desk.example', fingerprint: 'C2' };

/** A server with entries of so many messages each. */
class Server {
  readonly taken: { id: string; desk: string; to: readonly string[]; packets: readonly { message: string }[] }[] = [];
  gone = new Set<string>();

  constructor(private readonly messages: number) {}

  colleagues() {
    return Promise.resolve({ quorum: 2, trustees: [toBase64(octets)], desks: [] });
  }

  toHandOn(id: string) {
    if (this.gone.has(id)) return Promise.reject(new CallFailed('gone', 'There is no such entry for you.'));
    const sealed = { packets: [toBase64(octets)], sealedHeader: toBase64(octets) };
    return Promise.resolve({
      messages: Array.from({ length: this.messages }, (_, number) => ({ message: `${id}/${number}`, ...sealed })),
    });
  }

  handOn(id: string, handed: { desk: string; to: readonly string[]; packets: readonly { message: string }[] }) {
    this.taken.push({ id, ...handed });
    return Promise.resolve({ readers: [] });
  }
}

type Work = (messages: readonly ToReaddress[], to: Targets) => Promise<Handed[]>;

const all: Work = (messages, to) =>
  Promise.resolve(messages.map(({ message }) => ({ message, packets: to.certificates.map(() => octets) })));

function at(server: Server, work: Work = all, signedOut = vi.fn()): Handing {
  return useHanding(server as unknown as Api, work, () => 'token', signedOut);
}

const entries = (...ids: string[]) => ids.map((id) => ({ id }));

describe('handing entries on', () => {
  it('sends one packet for each message and colleague, an entry at a time', async () => {
    const server = new Server(25);
    const asked: number[] = [];
    const handing = at(server, (messages, to) => {
      asked.push(messages.length);
      return all(messages, to);
    });
    await handing.run(entries('a', 'b'), 'country', [someone, other]);
    expect(server.taken.map(({ id, desk, to, packets }) => [id, desk, to, packets.length])).toEqual([
      ['a', 'country', ['C1', 'C2'], 50],
      ['b', 'country', ['C1', 'C2'], 50],
    ]);
    expect(asked).toEqual([10, 10, 5, 10, 10, 5]);
    expect(handing.handed.value).toBe(2);
    expect([handing.done.value, handing.total.value, handing.running.value]).toEqual([2, 2, false]);
  });

  it('goes on after an entry that is gone, and names it', async () => {
    const server = new Server(1);
    server.gone.add('a');
    const handing = at(server);
    await handing.run(entries('a', 'b'), 'country', [someone]);
    expect(server.taken.map(({ id }) => id)).toEqual(['b']);
    expect(handing.problems.value.map(({ id }) => id)).toEqual(['a']);
    expect(handing.handed.value).toBe(1);
  });

  it('says which were handed on before the connection broke', async () => {
    const server = new Server(1);
    let asked = 0;
    const handing = at(server, (messages, to) =>
      asked++ === 0 ? all(messages, to) : Promise.reject(new CallFailed('unreachable', 'The console cannot reach the server.')),
    );
    await handing.run(entries('a', 'b', 'c'), 'country', [someone]);
    expect([handing.succeeded.value, handing.handed.value]).toEqual([['a'], null]);
    expect(handing.failure.value).toContain('cannot reach');
  });

  it('leaves an entry altogether if a message of it cannot be opened', async () => {
    const server = new Server(2);
    const handing = at(server, (messages) =>
      Promise.resolve(messages.map(({ message }) => ({ message, packets: message.endsWith('1') ? null : [octets] }))),
    );
    await handing.run(entries('a'), 'country', [someone]);
    expect(server.taken).toEqual([]);
    expect(handing.problems.value[0]?.words).toContain('does not open all of it');
  });

  it('stops at once if the trustees do not vouch for the target', async () => {
    const server = new Server(1);
    const handing = at(server, () => Promise.reject(new NotDone('not-vouched', 'Nothing was sealed.')));
    await handing.run(entries('a', 'b'), 'country', [someone]);
    expect([handing.failure.value, handing.handed.value, handing.done.value]).toEqual(['Nothing was sealed.', null, 0]);
    expect(server.taken).toEqual([]);
  });

  it('stops when one says so, and nothing is half handed on', async () => {
    const server = new Server(30);
    const handing = at(server, (messages, to) => {
      handing.stop();
      return all(messages, to);
    });
    await handing.run(entries('a', 'b'), 'country', [someone]);
    expect(server.taken).toEqual([]);
    expect([handing.running.value, handing.handed.value]).toEqual([false, null]);
  });

  it('says that the sign-in has ended', async () => {
    const signedOut = vi.fn();
    const server = new Server(1);
    const handing = at(server, () => Promise.reject(new CallFailed('signed-out', 'Your sign-in has ended.')), signedOut);
    await handing.run(entries('a', 'b'), 'country', [someone]);
    expect(signedOut).toHaveBeenCalledOnce();
  });
});
