import type { Octets } from '../../openpgp/decrypting';
import type { SealedReply } from '../../openpgp/sealing';
import type { Thread } from '../api';

/** What the writer is asked before a reply goes out. A yes counts for this one reply, and only while the doubt is the same. */
export interface Asking {
  /** In words. */
  readonly doubt: string;
  /** The text, or what gpg has sealed. */
  readonly reply: string | Blob;
}

/** The reply keys that were found inside a message, by its id. */
export interface Found {
  readonly message: string;
  readonly keys: readonly Octets[];
}

/** What is known and written about one entry. In this page's memory alone: a draft outlives a look at another entry, not the page. */
export interface Case {
  thread: Thread | null;
  /** The unsent reply. */
  draft: string;
  /** Ids of what came in while the draft was open. */
  fresh: readonly string[];
  /** The reports that were opened here, and the reply keys inside each, each once, unchecked: without one nobody knows to whom to answer. */
  inside: readonly Found[];
  /** The same of additions that were opened here. No answer ever goes to such a key; one of somebody else's shows what was captured. */
  added: readonly Found[];
  /** A sealed draft of which nobody knows whether it arrived. Sent again as it is, it is stored once. */
  underWay: { readonly draft: string; readonly to: string; readonly sealed: SealedReply } | null;
  asking: Asking | null;
  /** The entry to which the reply key inside belongs, if that is not this one. */
  elsewhere: string | null;
  busy: '' | 'loading' | 'sending';
  failure: string;
  /** Whether the failure is only that the thread could not be looked at. */
  unseen: boolean;
  /** What was done, in words. */
  done: string;
}

export function newCase(): Case {
  return {
    thread: null,
    draft: '',
    fresh: [],
    inside: [],
    added: [],
    underWay: null,
    asking: null,
    elsewhere: null,
    busy: '',
    failure: '',
    unseen: false,
    done: '',
  };
}

/** The thread as it is now. What was not there before is fresh to who is writing an answer that does not know of it. */
export function show(at: Case, thread: Thread, writing = at.draft.trim() !== ''): void {
  const known = new Set(at.thread?.messages.map(({ id }) => id));
  const came = thread.messages.map(({ id }) => id).filter((id) => !known.has(id));
  at.fresh = at.thread === null || !writing ? [] : [...at.fresh, ...came];
  at.thread = thread;
}

/** With what an opened message has inside. What was found before, in a message inside the message, stays. */
export function noted(before: readonly Found[], message: string, keys: readonly Octets[]): readonly Found[] {
  const known = before.find((one) => one.message === message)?.keys ?? [];
  const more = keys.filter((key) => !known.some((one) => same(one, key))).map((key) => key.slice());
  return [...before.filter((one) => one.message !== message), { message, keys: [...known, ...more] }];
}

/** Of the reports that were opened here the first key inside. */
export function firstReplyKey({ inside }: Pick<Case, 'inside'>): Octets | undefined {
  return inside.find(({ keys }) => keys.length > 0)?.keys[0];
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((octet, at) => octet === other[at]);
}
