import { describe, expect, it, vi } from 'vitest';
import { CallFailed, type Api, type Dependents } from '../api';
import { toBase64 } from '../base64';
import { NotDone } from '../reading/keyHolder';
import type { Readdressed } from '../reading/protocol';
import { useRotating, type Rotating } from './rotating';

const octets = new Uint8Array([1, 2, 3]);
const page = 50;

/** A server that knows which messages depend on an older subkey, by numbers for ids. */
class Server {
  readonly left: Set<number>;

  constructor(messages: number) {
    this.left = new Set(Array.from({ length: messages }, (_, id) => id));
  }

  dependents(after: string | null): Promise<Dependents> {
    const behind = [...this.left].filter((id) => id > Number(after ?? -1));
    const shown = behind.slice(0, page);
    return Promise.resolve({
      certificates: [toBase64(octets)],
      left: after === null ? this.left.size : null,
      renewBy: '2026-12-01',
      messages: shown.map((id) => ({ message: String(id), packets: [toBase64(octets)], sealedHeader: toBase64(octets) })),
      next: shown.length < page ? null : String(shown.at(-1)),
    });
  }

  readdress(packets: readonly { message: string }[]): Promise<{ replaced: number }> {
    for (const { message } of packets) this.left.delete(Number(message));
    return Promise.resolve({ replaced: packets.length });
  }
}

type Work = (messages: readonly { message: string }[]) => Promise<Readdressed[]>;

const all: Work = (messages) => Promise.resolve(messages.map(({ message }) => ({ message, packet: octets })));

function at(server: Server, work: Work = all, signedOut = vi.fn()): Rotating {
  return useRotating(server as unknown as Api, work, () => 'token', signedOut);
}

describe('moving to the newest subkey', () => {
  it('goes through all pages, and asks the server in the end what is left', async () => {
    const server = new Server(120);
    const rotating = at(server);
    await rotating.look();
    expect(rotating.left.value).toBe(120);
    expect(rotating.renewBy.value).toBe('2026-12-01');
    expect(rotating.finished.value).toBe(false);
    await rotating.run();
    expect([rotating.done.value, rotating.total.value, rotating.left.value]).toEqual([120, 120, 0]);
    expect(rotating.finished.value).toBe(true);
    expect(server.left.size).toBe(0);
  });

  it('takes ten thousand messages in one run, and never holds more than a hundred of them', async () => {
    const server = new Server(10_000);
    let most = 0;
    const dependents = server.dependents.bind(server);
    server.dependents = async (after) => {
      const given = await dependents(after);
      const before = after === null ? 0 : Number(after) + 1 - (10_000 - server.left.size);
      most = Math.max(most, before + given.messages.length);
      return given;
    };
    const rotating = at(server);
    await rotating.run();
    expect([rotating.done.value, server.left.size, rotating.finished.value]).toEqual([10_000, 0, true]);
    expect(most).toBeGreaterThan(page);
    expect(most).toBeLessThanOrEqual(100);
  });

  it('ends with words when a page does not come, and keeps what was done', async () => {
    const server = new Server(120);
    const dependents = server.dependents.bind(server);
    server.dependents = (after) => (after === null ? dependents(after) : Promise.reject(new CallFailed('unreachable', 'no server')));
    const rotating = at(server);
    await rotating.run();
    expect([rotating.failure.value, rotating.running.value, server.left.size]).toEqual(['no server', false, 70]);
  });

  it('is never finished by itself while the server has something left', async () => {
    const server = new Server(3);
    server.readdress = () => Promise.resolve({ replaced: 0 });
    const rotating = at(server);
    await rotating.run();
    expect(rotating.left.value).toBe(3);
    expect(rotating.finished.value).toBe(false);
  });

  it('stops between some and the next, and goes on from there', async () => {
    const server = new Server(100);
    const rotating = at(server, async (messages) => {
      if (server.left.size <= 70) rotating.stop();
      return all(messages);
    });
    await rotating.run();
    expect(server.left.size).toBe(25);
    expect(rotating.finished.value).toBe(false);
    const again = at(server);
    await again.run();
    expect(again.done.value).toBe(25);
    expect(again.finished.value).toBe(true);
  });

  it('leaves what cannot be opened, counts it, and comes to its end', async () => {
    const server = new Server(60);
    const rotating = at(server, (messages) =>
      Promise.resolve(messages.map(({ message }) => ({ message, packet: Number(message) % 6 === 0 ? null : octets }))),
    );
    await rotating.run();
    expect(rotating.unopened.value).toBe(10);
    expect(rotating.left.value).toBe(10);
    expect(rotating.finished.value).toBe(false);
  });

  it('does nothing a second time while it runs', async () => {
    const server = new Server(20);
    const work = vi.fn(all);
    const rotating = at(server, work);
    await Promise.all([rotating.run(), rotating.run()]);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('says why the key cannot do it, and keeps what was done', async () => {
    const server = new Server(30);
    const rotating = at(server, (messages) =>
      server.left.size > 20 ? all(messages) : Promise.reject(new NotDone('newest-subkey-missing', 'not the newest')),
    );
    await rotating.run();
    expect(rotating.failure.value).toBe('not the newest');
    expect(rotating.running.value).toBe(false);
    expect(server.left.size).toBe(5);
  });

  it('notices that the sign-in has ended', async () => {
    const server = new Server(1);
    server.dependents = () => Promise.reject(new CallFailed('signed-out', 'ended'));
    const signedOut = vi.fn();
    const rotating = at(server, all, signedOut);
    await rotating.look();
    expect(signedOut).toHaveBeenCalledOnce();
    expect(rotating.failure.value).toBe('');
  });
});
