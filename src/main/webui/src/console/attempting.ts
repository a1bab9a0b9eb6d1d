import type { Ref } from 'vue';
import { CallFailed } from './api';
import { NotDone } from './reading/keyHolder';

/**
 * Runs work that asks the server or the key's worker, and keeps in words why it was not done.
 *
 * @param failure empty while there is nothing to say
 * @param signedOut called when the server knows this session no more
 */
export function attempting(failure: Ref<string>, signedOut: () => void): (work: () => Promise<void>) => Promise<void> {
  return async (work) => {
    failure.value = '';
    try {
      await work();
    } catch (problem) {
      if (!(problem instanceof CallFailed) && !(problem instanceof NotDone)) throw problem;
      if (problem.kind === 'signed-out') signedOut();
      else failure.value = problem.message;
    }
  };
}
