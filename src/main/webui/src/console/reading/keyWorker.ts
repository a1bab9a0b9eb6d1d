/** The worker's own file: the only place where an unlocked secret key exists. */

import { Refused } from '../../openpgp/refusals';
import { IdleTime } from './idleTime';
import { KeyKeeper } from './keyKeeper';
import type { Asked, Told } from './protocol';

const look = 5_000;
const keeper = new KeyKeeper((path, init) => fetch(path, init));
const idle = new IdleTime();

function tell(told: Told): void {
  postMessage(told);
}

addEventListener('message', (event: MessageEvent<Asked>) => {
  const { id, ask } = event.data;
  idle.begin();
  keeper
    .answer(ask, (read, total) => {
      idle.begin();
      tell({ kind: 'progress', id, read, total });
    })
    .then(
      (value) => tell({ kind: 'answer', id, value }),
      (problem: unknown) => tell(refusal(id, problem)),
    );
});

function refusal(id: number, problem: unknown): Told {
  if (problem instanceof Refused) return { kind: 'refusal', id, refusal: problem.kind, words: problem.message };
  const words = problem instanceof Error && problem.name === 'ArchiveRefused' ? problem.message : '';
  return { kind: 'refusal', id, refusal: null, words: words || 'This could not be opened. Save it as it is.' };
}

// With the worker goes all of its memory.
setInterval(() => {
  if (!idle.over()) return;
  tell({ kind: 'forgotten' });
  close();
}, look);
