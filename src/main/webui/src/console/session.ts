import { ref, type Ref } from 'vue';
import { CallFailed, type Api, type Session } from './api';

export interface SignIn {
  readonly session: Ref<Session | null>;
  /** Why there is no session to show; empty while there is nothing to say. */
  readonly failure: Ref<string>;
  /** The sign-in ended while the page stayed open: what is shown stays, and nothing can be done until it is renewed. */
  readonly ended: Ref<boolean>;
  /** Asks the server who is signed in; true if somebody is. */
  look(): Promise<boolean>;
}

/**
 * @param someoneElse called when another person has signed in meanwhile, in another tab: what is on this page is not
 *     theirs to see
 */
export function useSignIn(api: Api, someoneElse: () => void): SignIn {
  const session = ref<Session | null>(null);
  const failure = ref('');
  const ended = ref(false);

  async function look(): Promise<boolean> {
    try {
      const now = await api.session();
      if (session.value !== null && session.value.alias !== now.alias) {
        someoneElse();
        return false;
      }
      session.value = now;
      failure.value = '';
      ended.value = false;
      return true;
    } catch (problem) {
      if (!(problem instanceof CallFailed)) throw problem;
      if (problem.kind === 'signed-out') ended.value = true;
      else failure.value = problem.message;
      return false;
    }
  }

  return { session, failure, ended, look };
}
