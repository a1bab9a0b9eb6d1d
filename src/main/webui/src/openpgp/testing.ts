import { Refused, type RefusalKind } from './refusals';

/** The kind of key that codenames have, and reviewers who open in the console. A fresh one each time: generateKey writes into it. */
export const postQuantum = () => ({
  type: 'ecc' as const,
  curve: 'ed25519Legacy' as const,
  subkeys: [{ type: 'ecc' as const, curve: 'curve25519Legacy' as const }, { type: 'pqc' as const }],
});

/** Octets as a download gives them: in pieces, and broken off in the end if a reason is given. */
export function streamOf(octets: Uint8Array, breaksOff?: RefusalKind): ReadableStream<Uint8Array> {
  let at = 0;
  const end = breaksOff === undefined ? octets.length : octets.length >> 1;
  return new ReadableStream({
    pull(controller) {
      if (at < end) controller.enqueue(octets.slice(at, (at = Math.min(end, at + 65_536))));
      else if (breaksOff !== undefined) controller.error(new Refused(breaksOff));
      else controller.close();
    },
  });
}

export async function refused(work: Promise<unknown>): Promise<RefusalKind> {
  try {
    await work;
  } catch (problem) {
    if (problem instanceof Refused) return problem.kind;
    throw problem;
  }
  throw new Error('it was not refused');
}
