import type { SealedReply } from '../../openpgp/sealing';
import type { Thread } from '../api';

/** What is known and written about one entry. In this page's memory alone: a draft outlives a look at another entry, not the page. */
export interface Case {
  thread: Thread | null;
  /** The unsent reply. */
  draft: string;
  /** Ids of what came in while the draft was open. */
  fresh: readonly string[];
  /** Whether the report itself was opened here: before that, nobody knows which reply key is inside. */
  read: boolean;
  /** The reply keys found inside its messages, each once, unchecked. */
  replyKeys: readonly Uint8Array<ArrayBuffer>[];
  /** A sealed draft of which nobody knows whether it arrived. Sent again as it is, it is stored once. */
  underWay: { readonly draft: string; readonly replyKeys: number; readonly sealed: SealedReply } | null;
  busy: '' | 'loading' | 'sending';
  failure: string;
  /** Whether the failure is only that the thread could not be looked at. */
  unseen: boolean;
  /** What was done, in words. */
  done: string;
}

export function newCase(): Case {
  return { thread: null, draft: '', fresh: [], read: false, replyKeys: [], underWay: null, busy: '', failure: '', unseen: false, done: '' };
}

/** The thread as it is now. What was not there before is fresh to who is writing an answer that does not know of it. */
export function show(at: Case, thread: Thread, writing = at.draft.trim() !== ''): void {
  const known = new Set(at.thread?.messages.map(({ id }) => id));
  const came = thread.messages.map(({ id }) => id).filter((id) => !known.has(id));
  at.fresh = at.thread === null || !writing ? [] : [...at.fresh, ...came];
  at.thread = thread;
}

export function keep(at: Case, replyKey: Uint8Array<ArrayBuffer> | null): void {
  if (replyKey === null || at.replyKeys.some((known) => same(known, replyKey))) return;
  at.replyKeys = [...at.replyKeys, replyKey.slice()];
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((octet, at) => octet === other[at]);
}
