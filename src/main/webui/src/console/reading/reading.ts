import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { Encoding } from '../../openpgp/encodings';
import type { RefusalKind } from '../../openpgp/refusals';
import type { SealedReply, ToSeal } from '../../openpgp/sealing';
import type { ToReaddress } from '../../openpgp/sessionKeys';
import { KeyHolder, NotDone, type Worked } from './keyHolder';
import type { Handed, Readdressed, Shown, Targets } from './protocol';

export type Phase = 'closed' | 'downloading' | 'opening' | 'opened';

/** One reviewer's key and the report that is open with it. It lives as long as the page and is kept nowhere else. */
export interface Reading {
  /** Of the unlocked keys; empty while there is none. */
  readonly fingerprints: Ref<readonly string[]>;
  readonly unlocked: ComputedRef<boolean>;
  readonly unlocking: Ref<boolean>;
  /** Set when the key was forgotten because nobody used it. */
  readonly timedOut: Ref<boolean>;
  readonly phase: Ref<Phase>;
  readonly progress: Ref<{ readonly read: number; readonly total: number }>;
  /** The message that is shown, and those around it: a message can hold another. */
  readonly shown: ComputedRef<Shown | null>;
  readonly around: ComputedRef<number>;
  /** Which message of the entry's thread was asked for last. */
  readonly message: Ref<string | null>;
  readonly failure: Ref<string>;
  readonly refusal: Ref<RefusalKind | null>;
  /** The certificates for the answer that were found in what is shown and around it, the outermost first. */
  readonly replyKeys: ComputedRef<readonly Uint8Array<ArrayBuffer>[]>;
  unlock(key: Blob, passphrase: string): Promise<boolean>;
  forget(): void;
  /** @returns whether it was opened to its end */
  open(entry: string, message: string): Promise<boolean>;
  openInside(file: number | null): Promise<void>;
  /** Reads what is shown in another encoding; null: as its programs say, or guessed. */
  readAs(encoding: Encoding | null): Promise<void>;
  backOut(): void;
  save(file: number | null): Promise<Blob | null>;
  /**
   * The reply keys inside a message, which is not shown.
   *
   * @throws NotDone why it could not be opened
   */
  replyKeysIn(entry: string, message: string): Promise<Uint8Array<ArrayBuffer>[]>;
  /** Of each certificate, null for what is none. No key is needed for it. */
  fingerprintsOf(certificates: readonly Uint8Array<ArrayBuffer>[]): Promise<(string | null)[]>;
  /** @throws NotDone why it was not sealed */
  seal(reply: ToSeal): Promise<SealedReply>;
  /** @throws NotDone why the key that is unlocked cannot do it */
  readdress(messages: readonly ToReaddress[], certificates: readonly Uint8Array<ArrayBuffer>[]): Promise<Readdressed[]>;
  /** @throws NotDone why the key that is unlocked cannot do it, or why this console does not trust the target */
  handOn(messages: readonly ToReaddress[], to: Targets): Promise<Handed[]>;
  cancel(): void;
  close(): void;
  stir(): void;
}

export function useReading(start: () => Worked): Reading {
  const fingerprints = ref<readonly string[]>([]);
  const unlocking = ref(false);
  const timedOut = ref(false);
  const phase = ref<Phase>('closed');
  const progress = ref({ read: 0, total: 0 });
  const opened: ShallowRef<readonly Shown[]> = shallowRef([]);
  const asked = ref<string | null>(null);
  const failure = ref('');
  const refusal = ref<RefusalKind | null>(null);
  const shown = computed(() => opened.value.at(-1) ?? null);
  /** Answers to what was asked before this report was closed, or the key forgotten, are not shown any more. */
  let turn = 0;

  const holder = new KeyHolder(start, () => {
    // A worker that held no key forgot none.
    if (fingerprints.value.length > 0) timedOut.value = true;
    clear();
  });

  function clear(): void {
    fingerprints.value = [];
    emptied();
  }

  function emptied(): void {
    turn++;
    opened.value = [];
    phase.value = 'closed';
    failure.value = '';
    refusal.value = null;
  }

  /** Undefined if it was refused, which is then shown, or is no longer wanted. */
  async function attempt<T>(work: Promise<T>): Promise<T | undefined> {
    const mine = turn;
    failure.value = '';
    refusal.value = null;
    try {
      const value = await work;
      return mine === turn ? value : undefined;
    } catch (problem) {
      if (!(problem instanceof NotDone)) throw problem;
      if (mine === turn) [failure.value, refusal.value] = [problem.message, problem.kind];
      return undefined;
    }
  }

  async function unlock(key: Blob, passphrase: string): Promise<boolean> {
    unlocking.value = true;
    timedOut.value = false;
    try {
      fingerprints.value = (await attempt(holder.ask<string[]>({ kind: 'unlock', key, passphrase }))) ?? [];
      return fingerprints.value.length > 0;
    } finally {
      unlocking.value = false;
    }
  }

  async function open(entry: string, message: string): Promise<boolean> {
    emptied();
    asked.value = message;
    phase.value = 'downloading';
    progress.value = { read: 0, total: 0 };
    const mine = turn;
    const first = await attempt(
      holder.ask<Shown>({ kind: 'open', entry, message }, (read, total) => {
        if (mine !== turn) return;
        progress.value = { read, total };
        if (read === total) phase.value = 'opening';
      }),
    );
    if (mine !== turn) return false;
    opened.value = first === undefined ? [] : [first];
    phase.value = first === undefined ? 'closed' : 'opened';
    return first !== undefined;
  }

  async function openInside(file: number | null): Promise<void> {
    const content = shown.value?.content;
    if (content === undefined) return;
    const inner = await attempt(holder.ask<Shown>({ kind: 'open-inside', content, file }));
    if (inner !== undefined) opened.value = [...opened.value, inner];
  }

  async function readAs(encoding: Encoding | null): Promise<void> {
    const content = shown.value?.content;
    if (content === undefined) return;
    const again = await attempt(holder.ask<Shown>({ kind: 'read-as', content, encoding }));
    if (again !== undefined) opened.value = opened.value.map((one) => (one.content === content ? again : one));
  }

  return {
    fingerprints,
    unlocked: computed(() => fingerprints.value.length > 0),
    unlocking,
    timedOut,
    phase,
    progress,
    shown,
    around: computed(() => opened.value.length - 1),
    message: asked,
    failure,
    refusal,
    replyKeys: computed(() => opened.value.flatMap(({ replyKey }) => (replyKey === null ? [] : [replyKey]))),
    unlock,
    forget() {
      holder.forget();
      clear();
      timedOut.value = false;
    },
    open,
    openInside,
    readAs,
    backOut() {
      failure.value = '';
      opened.value = opened.value.slice(0, -1);
    },
    async save(file) {
      const content = shown.value?.content;
      if (content === undefined) return null;
      return (await attempt(holder.ask<Blob>({ kind: 'save', content, file }))) ?? null;
    },
    readdress: (messages, certificates) => holder.ask<Readdressed[]>({ kind: 'readdress', messages, certificates }),
    handOn: (messages, to) => holder.ask<Handed[]>({ kind: 'hand-on', messages, to }),
    replyKeysIn: (entry, message) => holder.ask<Uint8Array<ArrayBuffer>[]>({ kind: 'reply-keys', entry, message }),
    fingerprintsOf: (certificates) => holder.ask<(string | null)[]>({ kind: 'fingerprints', certificates }),
    seal: (reply) => holder.ask<SealedReply>({ kind: 'seal', reply }),
    cancel() {
      emptied();
      holder.tell({ kind: 'cancel' });
    },
    close() {
      emptied();
      holder.tell({ kind: 'close' });
    },
    stir: () => holder.tell({ kind: 'stir' }),
  };
}
