/** The staff API as the console sees it. Every call fails with a CallFailed, whose text can be shown as it is. */

export const states = ['received', 'opened', 'waiting', 'done'] as const;
export type EntryState = (typeof states)[number];

export interface Entry {
  /** A random UUID: it tells no order. */
  readonly id: string;
  readonly desk: string;
  /** The day, as 2026-11-24. Nothing finer is known. */
  readonly received: string;
  readonly state: EntryState;
  /** Such as "up to 1 MB". */
  readonly size: string;
  /** Whether it holds a message that this person has not seen. */
  readonly unread: boolean;
}

export interface Page {
  readonly entries: readonly Entry[];
  readonly next: string | null;
}

export interface Message {
  readonly id: string;
  readonly day: string;
  /** The role alias of who answered; null for what the source sent. */
  readonly author: string | null;
  /** Sealed octets. */
  readonly length: number;
  /** Whether it is sealed to this person too. */
  readonly readable: boolean;
  /** Whether this person has not seen it yet. */
  readonly unread: boolean;
}

/** Certificates are base64. */
export interface Thread {
  /** By day. Within a day in no order of arrival. */
  readonly messages: readonly Message[];
  /** What the server claims to be the source's certificate; null if nobody would read an answer. */
  readonly replyCertificate: string | null;
  readonly reviewers: readonly { readonly alias: string; readonly certificate: string }[];
}

export interface Reply {
  /** How many messages the thread had when it was written. */
  readonly seen: number;
  /** Base64. */
  readonly message: string;
  /** What it is sealed to, base64; null: what the server claims. */
  readonly replyCertificate: string | null;
}

/** What depends on an older subkey of this person, a page of it. Octets are base64. */
export interface Dependents {
  readonly certificates: readonly string[];
  /** On all pages together. */
  readonly left: number;
  /** The day by which the newest subkey should be replaced. */
  readonly renewBy: string | null;
  readonly messages: readonly {
    readonly message: string;
    readonly packets: readonly string[];
    readonly sealedHeader: string;
  }[];
  readonly next: string | null;
}

/** Certificates are base64. */
export interface Colleague {
  readonly alias: string;
  readonly fingerprint: string;
  readonly certificate: string;
}

/** Who could be given something to read, as the server says it: the console believes the trustees' signatures only. */
export interface Colleagues {
  readonly quorum: number;
  readonly trustees: readonly string[];
  readonly desks: readonly { readonly slug: string; readonly name: string; readonly reviewers: readonly Colleague[] }[];
}

/** Octets are base64. */
export interface ToHandOn {
  readonly messages: readonly {
    readonly message: string;
    readonly packets: readonly string[];
    readonly sealedHeader: string;
  }[];
}

export interface EntryReader {
  readonly alias: string;
  readonly desk: string;
  readonly fingerprint: string;
  /** Whether they can open it now; if not, their certificate is not vetted any more. */
  readonly living: boolean;
  /** Whether a desk lead took it away. */
  readonly withdrawn: boolean;
}

export interface EntryReaders {
  readonly readers: readonly EntryReader[];
}

/** Entries of one's desks that nobody can open now, at most 200 of them. */
export interface Unreadable {
  readonly count: number;
  readonly entries: readonly {
    readonly id: string;
    readonly desk: string;
    readonly received: string;
    /** The role aliases of those who could. */
    readonly readers: readonly string[];
  }[];
}

export type Role = 'reviewer' | 'desk-lead' | 'key-admin' | 'auditor';

/** Why somebody does or does not see entries, as the server decided it. */
export type Standing = 'reader' | 'no-certificate' | 'no-desk' | 'no-report-role' | 'conflicting-roles';

export interface Session {
  readonly alias: string;
  readonly roles: readonly Role[];
  readonly standing: Standing;
  readonly desks: readonly { readonly slug: string; readonly name: string; readonly vetted: boolean }[];
  /** Goes with every call that changes something; null for a sign-in that is refused. */
  readonly token: string | null;
}

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
  readdress(packets: readonly { message: string; packet: string }[], token: string): Promise<{ readonly left: number }> {
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
