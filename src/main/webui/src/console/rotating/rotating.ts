import { computed, ref, type ComputedRef, type Ref } from 'vue';
import type { ToReaddress } from '../../openpgp/sessionKeys';
import type { Api, Dependents } from '../api';
import { attempting } from '../attempting';
import { fromBase64, toBase64 } from '../base64';
import type { Readdressed } from '../reading/protocol';

type Readdress = (messages: readonly ToReaddress[], certificates: readonly Uint8Array<ArrayBuffer>[]) => Promise<Readdressed[]>;

/** Between two looks at whether one wants it to stop. */
const atOnce = 25;

/**
 * Moving what one can open to one's newest subkey. It can be stopped, and begun again by any page of the same person: the
 * server knows what is left.
 */
export interface Rotating {
  /** Messages that depend on an older subkey; null before the server was asked. */
  readonly left: Ref<number | null>;
  /** The day by which the newest subkey should be replaced, as 2026-11-24. */
  readonly renewBy: Ref<string | null>;
  /** Messages of this run that are done, and of how many. */
  readonly done: Ref<number>;
  readonly total: Ref<number>;
  readonly running: Ref<boolean>;
  /** Messages of this run that the unlocked key does not open. */
  readonly unopened: Ref<number>;
  /** Whether the server was asked after a run, and nothing is left. */
  readonly finished: ComputedRef<boolean>;
  readonly failure: Ref<string>;
  look(): Promise<void>;
  run(): Promise<void>;
  stop(): void;
}

/**
 * @param readdress does it with the key that is unlocked
 * @param token the session's token at the time of a call
 * @param signedOut called when the server knows this session no more
 */
export function useRotating(api: Api, readdress: Readdress, token: () => string, signedOut: () => void): Rotating {
  const left = ref<number | null>(null);
  const renewBy = ref<string | null>(null);
  const done = ref(0);
  const total = ref(0);
  const running = ref(false);
  const unopened = ref(0);
  const ran = ref(false);
  const failure = ref('');
  let stopping = false;
  const attempt = attempting(failure, signedOut);

  async function look(): Promise<void> {
    await attempt(async () => {
      const page = await api.dependents(null);
      [left.value, renewBy.value] = [page.left, page.renewBy];
    });
  }

  /** Some messages of a page, sealed anew. What cannot be opened stays as it is. */
  function sealed(messages: Dependents['messages'], certificates: readonly Uint8Array<ArrayBuffer>[]): Promise<Readdressed[]> {
    return readdress(
      messages.map(({ message, packets, sealedHeader }) => ({
        message,
        packets: packets.map(fromBase64),
        sealedHeader: fromBase64(sealedHeader),
      })),
      certificates,
    );
  }

  async function send(moved: readonly Readdressed[]): Promise<void> {
    const packets = moved.flatMap(({ message, packet }) => (packet === null ? [] : [{ message, packet: toBase64(packet) }]));
    unopened.value += moved.length - packets.length;
    if (packets.length > 0) left.value = Math.max(0, (left.value ?? 0) - (await api.readdress(packets, token())).replaced);
    done.value += moved.length;
  }

  /** The page behind this one, if there is one. Whether it came matters only to whoever waits for it. */
  function after({ next }: Dependents): Promise<Dependents> | null {
    const page = next === null ? null : api.dependents(next);
    page?.catch(() => undefined);
    return page;
  }

  async function runThrough(): Promise<void> {
    let page = await api.dependents(null);
    left.value = page.left;
    total.value = page.left ?? 0;
    for (;;) {
      const certificates = page.certificates.map(fromBase64);
      let following: Promise<Dependents> | null = null;
      // While some are on their way the next are sealed, and while the last of a page are sealed the next page comes.
      let onTheWay: Promise<void> = Promise.resolve();
      try {
        for (let at = 0; at < page.messages.length && !stopping; at += atOnce) {
          if (at + atOnce >= page.messages.length) following = after(page);
          const [moved] = await Promise.all([sealed(page.messages.slice(at, at + atOnce), certificates), onTheWay]);
          onTheWay = send(moved);
        }
      } finally {
        await onTheWay;
      }
      if (stopping || following === null) break;
      page = await following;
    }
    // What a run says of itself is not enough: the server is asked what still depends on an older subkey.
    left.value = (await api.dependents(null)).left;
    ran.value = true;
  }

  async function run(): Promise<void> {
    if (running.value) return;
    [running.value, stopping, ran.value, done.value, unopened.value] = [true, false, false, 0, 0];
    await attempt(runThrough);
    running.value = false;
  }

  return {
    left,
    renewBy,
    done,
    total,
    running,
    unopened,
    finished: computed(() => ran.value && left.value === 0),
    failure,
    look,
    run,
    stop() {
      stopping = true;
    },
  };
}
