import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue';
import { CallFailed } from '../api';

export interface Acting {
  readonly busy: Ref<boolean>;
  readonly failure: Ref<string>;
  /** An act waits until the person has confirmed it with a second factor, in another tab. */
  readonly waiting: Ref<boolean>;
  /** Does it now, or as soon as it is confirmed. */
  act(what: () => Promise<void>): Promise<void>;
  /** Tries again what waits. */
  again(): Promise<void>;
  giveUp(): void;
}

/** Where the tab in which one confirmed says so to the others. */
export const stepUpChannel = 'sallyport-step-up';

/** What is said there. A channel also carries to its own page: the answer names the tab that it is for. */
export type StepUpWord = { readonly kind: 'arrived' | 'go back'; readonly tab: string };

/** @param signedOut called when the server knows this session no more */
export function useActing(signedOut: () => void): Acting {
  const busy = ref(false);
  const failure = ref('');
  const waiting = ref(false);
  let pending: (() => Promise<void>) | null = null;

  async function act(what: () => Promise<void>): Promise<void> {
    busy.value = true;
    failure.value = '';
    try {
      await what();
      giveUp();
    } catch (problem) {
      if (!(problem instanceof CallFailed)) throw problem;
      if (problem.kind === 'second-factor') {
        pending = what;
        waiting.value = true;
      } else if (problem.kind === 'signed-out') {
        // While the other tab is at Keycloak there is no session: what waits goes on waiting.
        if (!waiting.value) signedOut();
      } else {
        giveUp();
        failure.value = problem.message;
      }
    } finally {
      busy.value = false;
    }
  }

  async function again(): Promise<void> {
    if (pending !== null && !busy.value) await act(pending);
  }

  function giveUp(): void {
    pending = null;
    waiting.value = false;
  }

  const tabs = new BroadcastChannel(stepUpChannel);
  tabs.onmessage = ({ data }: MessageEvent<StepUpWord>) => {
    if (data.kind !== 'arrived' || !waiting.value) return;
    tabs.postMessage({ kind: 'go back', tab: data.tab } satisfies StepUpWord);
    void again();
  };
  const returned = () => {
    if (document.visibilityState === 'visible') void again();
  };
  onMounted(() => document.addEventListener('visibilitychange', returned));
  onBeforeUnmount(() => {
    document.removeEventListener('visibilitychange', returned);
    tabs.close();
  });

  return { busy, failure, waiting, act, again, giveUp };
}
