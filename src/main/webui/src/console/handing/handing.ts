import { computed, ref, shallowRef, type ComputedRef, type Ref } from 'vue';
import { CallFailed, type Api, type Colleague, type Colleagues, type Entry, type ToHandOn } from '../api';
import { attempting } from '../attempting';
import { fromBase64, toBase64 } from '../base64';
import { NotDone } from '../reading/keyHolder';
import type { Handed, Targets } from '../reading/protocol';
import type { Reading } from '../reading/reading';

/** Between two looks at whether one wants it to stop. */
const atOnce = 10;

export interface Problem {
  /** The entry's. */
  readonly id: string;
  readonly words: string;
}

/** Handing entries on to colleagues. One entry after the other, each of them altogether or not at all. */
export interface Handing {
  /** Null before the server was asked. */
  readonly colleagues: Ref<Colleagues | null>;
  readonly running: Ref<boolean>;
  /** Entries of this run that were tried, and of how many. */
  readonly done: Ref<number>;
  readonly total: Ref<number>;
  /** The entries of this run that were handed on. */
  readonly succeeded: Ref<readonly string[]>;
  /** Entries of this run that were not, and why. */
  readonly problems: Ref<readonly Problem[]>;
  /** How many were handed on by a run that went to its end; null before. */
  readonly handed: ComputedRef<number | null>;
  readonly failure: Ref<string>;
  /** Forgets what an earlier run did. */
  begin(): void;
  look(): Promise<void>;
  run(entries: readonly Pick<Entry, 'id'>[], desk: string, to: readonly Colleague[]): Promise<void>;
  stop(): void;
}

/**
 * @param handOn does it with the key that is unlocked
 * @param token the session's token at the time of a call
 * @param signedOut called when the server knows this session no more
 */
export function useHanding(api: Api, handOn: Reading['handOn'], token: () => string, signedOut: () => void): Handing {
  const colleagues = shallowRef<Colleagues | null>(null);
  const running = ref(false);
  const done = ref(0);
  const total = ref(0);
  const succeeded = ref<readonly string[]>([]);
  const problems = ref<readonly Problem[]>([]);
  const ended = ref(false);
  const failure = ref('');
  let stopping = false;
  const attempt = attempting(failure, signedOut);

  /** Null if one stopped it. */
  async function sealed(messages: ToHandOn['messages'], targets: Targets): Promise<Handed[] | null> {
    const all: Handed[] = [];
    for (let at = 0; at < messages.length; at += atOnce) {
      if (stopping) return null;
      const some = messages.slice(at, at + atOnce).map(({ message, packets, sealedHeader }) => ({
        message,
        packets: packets.map(fromBase64),
        sealedHeader: fromBase64(sealedHeader),
      }));
      all.push(...(await handOn(some, targets)));
    }
    return all;
  }

  async function one(id: string, targets: Targets, to: readonly string[]): Promise<void> {
    const { messages } = await api.toHandOn(id, targets.desk, to);
    const all = await sealed(messages, targets);
    if (all === null) return;
    const packets = all.flatMap(({ message, packets: some }) =>
      (some ?? []).map((packet) => ({ message, packet: toBase64(packet) })),
    );
    if (all.some(({ packets: some }) => some === null)) throw new CallFailed('refused', notOpened);
    await api.handOn(id, { desk: targets.desk, to, packets }, token());
    succeeded.value = [...succeeded.value, id];
  }

  /** What is wrong with one entry is no reason to leave the others; what is wrong with the sign-in or the target is. */
  async function each(id: string, targets: Targets, to: readonly string[]): Promise<void> {
    try {
      await one(id, targets, to);
    } catch (problem) {
      const ofThisEntry =
        (problem instanceof CallFailed && ['gone', 'conflict', 'refused'].includes(problem.kind)) ||
        (problem instanceof NotDone && problem.kind === 'cannot-read-version-2');
      if (!ofThisEntry) throw problem;
      problems.value = [...problems.value, { id, words: problem.message }];
    }
    done.value++;
  }

  return {
    colleagues,
    running,
    done,
    total,
    succeeded,
    problems,
    handed: computed(() => (ended.value ? succeeded.value.length : null)),
    failure,
    begin() {
      [ended.value, failure.value, problems.value, succeeded.value] = [false, '', [], []];
    },
    look: () =>
      attempt(async () => {
        colleagues.value = await api.colleagues();
      }),
    async run(entries, desk, to) {
      if (running.value) return;
      [running.value, stopping, ended.value] = [true, false, false];
      [done.value, total.value, problems.value, succeeded.value] = [0, entries.length, [], []];
      await attempt(async () => {
        // Asked for anew: a trustee may have taken a word back meanwhile.
        const { trustees, quorum } = (colleagues.value = await api.colleagues());
        const certificates = to.map(({ certificate }) => fromBase64(certificate));
        const targets = { desk, certificates, trustees: trustees.map(fromBase64), quorum };
        for (const { id } of entries) {
          if (stopping) return;
          await each(id, targets, to.map(({ fingerprint }) => fingerprint));
        }
        ended.value = !stopping;
      });
      running.value = false;
    },
    stop() {
      stopping = true;
    },
  };
}

const notOpened =
  'The key that is unlocked does not open all of it. Unlock the key that belongs to your certificate, or ask a colleague who can open it.';
