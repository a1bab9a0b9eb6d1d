/** The staff API as the console sees it. Every call fails with a CallFailed, whose text can be shown as it is. */

import type {
  Colleagues,
  Dependents,
  Entry,
  EntryReaders,
  EntryState,
  Fullness,
  Page,
  Reply,
  Session,
  Thread,
  ToHandOn,
  Unreadable,
} from './answers';

export { states } from './answers';
export type * from './answers';

/** 'second-factor': the same call will do once the person has confirmed it at /console/step-up. */
export type Failure = 'signed-out' | 'second-factor' | 'unreachable' | 'gone' | 'conflict' | 'refused' | 'broken';

export class CallFailed extends Error {
  constructor(
    readonly kind: Failure,
    message: string,
  ) {
    super(message);
  }
}

export type Fetch = (path: string, init: RequestInit) => Promise<Response>;

const patience = 30_000;

const secondFactor = 'tag:sallyport.org,2026:second-factor';

export class Api {
  constructor(private readonly fetch: Fetch = (path, init) => globalThis.fetch(path, init)) {}

  session(): Promise<Session> {
    return this.call('/api/session', {});
  }

  /** @param filter parts of the query that narrow the list */
  page(filter: URLSearchParams, after: string | null, size: number): Promise<Page> {
    const query = new URLSearchParams(filter);
    query.set('size', String(size));
    if (after !== null) query.set('after', after);
    return this.call(`/api/entries?${query.toString()}`, {});
  }

  entry(id: string): Promise<Entry> {
    return this.call(`/api/entries/${encodeURIComponent(id)}`, {});
  }

  move(id: string, state: EntryState, token: string): Promise<Entry> {
    return this.call(`/api/entries/${encodeURIComponent(id)}/state`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': token },
      body: JSON.stringify({ state }),
    });
  }

  /** @param messages ids of the entry's messages that this person has seen now */
  seen(id: string, messages: readonly string[], token: string): Promise<Entry> {
    return this.call(`/api/entries/${encodeURIComponent(id)}/seen`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': token },
      body: JSON.stringify({ messages }),
    });
  }

  thread(id: string): Promise<Thread> {
    return this.call(`/api/entries/${encodeURIComponent(id)}/thread`, {});
  }

  reply(id: string, reply: Reply, token: string): Promise<Thread> {
    return this.call(`/api/entries/${encodeURIComponent(id)}/replies`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': token },
      body: JSON.stringify(reply),
    });
  }

  dependents(after: string | null): Promise<Dependents> {
    return this.call(`/api/readdressing${after === null ? '' : `?after=${encodeURIComponent(after)}`}`, {});
  }

  /** @param packets base64, each with its framing */
  readdress(packets: readonly { message: string; packet: string }[], token: string): Promise<{ readonly replaced: number }> {
    return this.call('/api/readdressing', {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': token },
      body: JSON.stringify({ packets }),
    });
  }

  colleagues(): Promise<Colleagues> {
    return this.call('/api/colleagues', {});
  }

  /** @param to fingerprints of colleagues at that desk */
  toHandOn(id: string, desk: string, to: readonly string[]): Promise<ToHandOn> {
    const query = new URLSearchParams([['desk', desk], ...to.map((fingerprint): [string, string] => ['to', fingerprint])]);
    return this.call(`/api/entries/${encodeURIComponent(id)}/handing-on?${query.toString()}`, {});
  }

  /** @param packets base64, each with its framing, one for each message and colleague */
  handOn(
    id: string,
    handed: { desk: string; to: readonly string[]; packets: readonly { message: string; packet: string }[] },
    token: string,
  ): Promise<EntryReaders> {
    return this.call(`/api/entries/${encodeURIComponent(id)}/handing-on`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': token },
      body: JSON.stringify(handed),
    });
  }

  readers(id: string): Promise<EntryReaders> {
    return this.call(`/api/entries/${encodeURIComponent(id)}/readers`, {});
  }

  withdraw(id: string, fingerprint: string, token: string): Promise<EntryReaders> {
    return this.call(`/api/entries/${encodeURIComponent(id)}/readers/${encodeURIComponent(fingerprint)}`, {
      method: 'DELETE',
      headers: { 'X-CSRF-Token': token },
    });
  }

  unreadable(): Promise<Unreadable> {
    return this.call('/api/unreadable', {});
  }

  storage(): Promise<Fullness> {
    return this.call('/api/storage', {});
  }

  async call<T>(path: string, init: RequestInit): Promise<T> {
    const headers = { Accept: 'application/json', 'X-Requested-With': 'JavaScript', ...init.headers };
    let response: Response;
    try {
      response = await this.fetch(path, {
        ...init,
        headers,
        redirect: 'error',
        cache: 'no-store',
        signal: AbortSignal.timeout(patience),
      });
      if (response.ok) return (await response.json()) as T;
    } catch {
      throw new CallFailed(
        'unreachable',
        'The console cannot reach the server. Check your connection, then try again. Nothing was changed that is not shown here.',
      );
    }
    throw await failure(response);
  }
}

async function failure(response: Response): Promise<CallFailed> {
  if (response.status === 401 || response.status === 499) {
    return new CallFailed('signed-out', 'Your sign-in has ended.');
  }
  const { type, detail } = await problemOf(response);
  if (type === secondFactor) return new CallFailed('second-factor', detail ?? 'Confirm that it is you first.');
  switch (response.status) {
    case 404:
      return new CallFailed('gone', detail ?? 'There is no such entry for you.');
    case 409:
      return new CallFailed('conflict', detail ?? 'That is not possible any more.');
    case 400:
    case 403:
    case 413:
    case 422:
      return new CallFailed('refused', detail ?? 'The server refused this.');
    default:
      return new CallFailed(
        'broken',
        'The server could not do this. Try again in a minute; if it stays so, tell the operator. No report is lost by it.',
      );
  }
}

/** What the server says (RFC 9457), if it says anything. */
async function problemOf(response: Response): Promise<{ type?: string; detail?: string }> {
  try {
    const problem = (await response.json()) as { type?: unknown; detail?: unknown } | null;
    return {
      ...(typeof problem?.type === 'string' && { type: problem.type }),
      ...(typeof problem?.detail === 'string' && { detail: problem.detail }),
    };
  } catch {
    // Not a problem document: the words above serve.
    return {};
  }
}
