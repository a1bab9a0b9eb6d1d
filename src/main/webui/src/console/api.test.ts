import { describe, expect, it } from 'vitest';
import { Api, CallFailed, type Fetch } from './api';

function answering(status: number, body: unknown, calls: [string, RequestInit][] = []): Api {
  const fetch: Fetch = (path, init) => {
    calls.push([path, init]);
    return Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body), { status }));
  };
  return new Api(fetch);
}

async function failure(call: Promise<unknown>): Promise<CallFailed> {
  try {
    await call;
  } catch (problem) {
    if (problem instanceof CallFailed) return problem;
  }
  throw new Error('the call did not fail as it should');
}

describe('calls of the staff API', () => {
  it('carry the filter and the cursor as they came, and the size', async () => {
    const calls: [string, RequestInit][] = [];
    await answering(200, { entries: [], next: null }, calls).page(new URLSearchParams({ unread: 'true' }), 'a/b&c=', 50);
    expect(calls[0]?.[0]).toBe('/api/entries?unread=true&size=50&after=a%2Fb%26c%3D');
  });

  it('change a state with the token, and read without it', async () => {
    const calls: [string, RequestInit][] = [];
    const api = answering(200, {}, calls);
    await api.move('id', 'done', 'the token');
    await api.session();
    expect(calls[0]?.[1].headers).toMatchObject({ 'X-CSRF-Token': 'the token' });
    expect(calls[0]?.[1].body).toBe('{"state":"done"}');
    expect(calls[1]?.[1].headers).not.toHaveProperty('X-CSRF-Token');
  });

  it('send a reply with the token, and say in the words of the server why it was refused', async () => {
    const calls: [string, RequestInit][] = [];
    const reply = { seen: 1, message: 'AQ==', replyCertificate: null };
    await answering(200, {}, calls).reply('a/b', reply, 'the token');
    expect(calls[0]?.[0]).toBe('/api/entries/a%2Fb/replies');
    expect(calls[0]?.[1]).toMatchObject({ method: 'POST', headers: { 'X-CSRF-Token': 'the token' }, body: JSON.stringify(reply) });
    for (const status of [413, 422]) {
      const refused = await failure(answering(status, { detail: 'Not so.' }).reply('a', reply, 'the token'));
      expect([refused.kind, refused.message]).toEqual(['refused', 'Not so.']);
    }
  });

  it('never follow a redirect to a sign-in page', async () => {
    const calls: [string, RequestInit][] = [];
    await answering(200, {}, calls).session();
    expect(calls[0]?.[1].redirect).toBe('error');
  });

  it.each([401, 499])('know by %i that the sign-in has ended', async (status) => {
    expect((await failure(answering(status, '').session())).kind).toBe('signed-out');
  });

  it('say what the server says of a refusal', async () => {
    const told = await failure(answering(409, { detail: 'A colleague was faster.' }).move('id', 'done', ''));
    expect(told.kind).toBe('conflict');
    expect(told.message).toBe('A colleague was faster.');
  });

  it('have words of their own for a page of HTML, or a problem without a detail', async () => {
    expect((await failure(answering(404, '<html>').entry('id'))).message).toBe('There is no such entry for you.');
    expect((await failure(answering(403, { detail: 7 }).entry('id'))).message).toBe('The server refused this.');
  });

  it('say that the server failed without repeating what it wrote', async () => {
    const told = await failure(answering(500, { detail: 'stack trace' }).session());
    expect(told.kind).toBe('broken');
    expect(told.message).not.toContain('stack');
  });

  it('say so when there is no connection, or the answer is cut off', async () => {
    const dead = new Api(() => Promise.reject(new TypeError('failed to fetch')));
    expect((await failure(dead.session())).kind).toBe('unreachable');
    expect((await failure(answering(200, '{"alias"').session())).kind).toBe('unreachable');
  });
});
