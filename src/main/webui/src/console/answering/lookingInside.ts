import type { Octets } from '../../openpgp/decrypting';
import type { RefusalKind } from '../../openpgp/refusals';
import type { Thread } from '../api';
import { fromBase64 } from '../base64';
import { NotDone } from '../reading/keyHolder';
import type { Reading } from '../reading/reading';
import { additions, reports } from '../thread/messages';
import { noted, type Asking, type Case } from './cases';
import { judge, type Verdict } from './replyKeys';
import { captured, doubt, objection } from './words';

/** What the worker that holds the key does for an answer. */
export type KeyWork = Pick<Reading, 'seal' | 'replyKeysIn' | 'fingerprintsOf'>;

/** Reports that this page cannot open, however often one tries. */
const never: ReadonlySet<RefusalKind | null> = new Set<RefusalKind>([
  'wrong-key',
  'not-a-message',
  'not-sealed',
  'no-integrity',
  'damaged',
  'too-large',
]);

/**
 * Opens those reports of an entry that were not opened here yet, only to see which reply key is inside.
 *
 * @returns ids of those that cannot be opened
 * @throws NotDone if one could be opened another time
 */
export async function lookInside(at: Case, entry: string, thread: Thread, work: KeyWork): Promise<readonly string[]> {
  const unopened: string[] = [];
  for (const { id, readable } of reports(thread)) {
    if (at.inside.some(({ message }) => message === id)) continue;
    const keys = readable ? await keysIn(entry, id, work) : null;
    if (keys === null) unopened.push(id);
    else at.inside = noted(at.inside, id, keys);
  }
  return unopened;
}

async function keysIn(entry: string, message: string, work: KeyWork): Promise<readonly Octets[] | null> {
  try {
    return await work.replyKeysIn(entry, message);
  } catch (problem) {
    if (problem instanceof NotDone && never.has(problem.kind)) return null;
    throw problem;
  }
}

/**
 * Ids of additions in which a reply key lies that is not this mailbox's: whoever captured a message may have added it here under a
 * codename of their own, to read what is answered to it. Of those that were opened here alone.
 */
async function notTheirOwn(at: Case, thread: Thread, work: KeyWork): Promise<readonly string[]> {
  const found = additions(thread).flatMap(({ id }) =>
    at.added.filter(({ message }) => message === id).flatMap(({ keys }) => keys.map((key) => ({ id, key: key.slice() }))),
  );
  if (found.length === 0) return [];
  const [claim = null, ...prints] = await work.fingerprintsOf([fromBase64(thread.replyCertificate ?? ''), ...found.map(({ key }) => key)]);
  return [...new Set(found.filter((_, number) => prints[number] !== claim || claim === null).map(({ id }) => id))];
}

/** @param unopened ids of reports of which nobody knows what is inside */
export async function verdictOn(at: Case, thread: Thread, unopened: readonly string[], work: KeyWork): Promise<Verdict> {
  const known = reports(thread).flatMap(({ id }) =>
    at.inside.filter(({ message }) => message === id).map(({ message, keys }) => ({ message, keys: [...keys] })),
  );
  const found = known.flatMap(({ keys }) => keys);
  const claims = [thread.replyCertificate, ...thread.twins.map(({ replyCertificate }) => replyCertificate)].map((claim) => fromBase64(claim ?? ''));
  const prints = await work.fingerprintsOf([...claims, ...found]);
  const [claim = null, ...others] = prints;
  const printed = new Map(found.map((octets, number) => [octets, prints[claims.length + number] ?? null]));
  const inside = known.map(({ message, keys }) => ({
    message,
    keys: keys.map((octets) => ({ octets, fingerprint: printed.get(octets) ?? null })),
  }));
  return judge(
    [...inside, ...unopened.map((message) => ({ message, keys: null }))],
    claim,
    thread.twins.map(({ id }, number) => ({ id, fingerprint: others[number] ?? null })),
  );
}

/**
 * What a reply may go to: the key inside the reports, or nothing, which means what the server claims.
 *
 * @param given the reply, and what its writer has said yes to
 * @returns null if the writer is asked first
 * @throws NotDone if nothing may be sent
 */
export async function settled(
  at: Case,
  thread: Thread,
  verdict: Verdict,
  work: KeyWork,
  { reply, sure }: { readonly reply: Asking['reply']; readonly sure: Asking | null },
): Promise<readonly Octets[] | null> {
  const why = objection(verdict, thread);
  if (why !== '') {
    at.elsewhere = verdict.kind === 'another' ? verdict.twin : null;
    throw new NotDone(null, why);
  }
  const doubts = [doubt(verdict, thread), captured(await notTheirOwn(at, thread, work), thread)];
  const asking = { doubt: doubts.filter((one) => one !== '').join(' '), reply };
  if (asking.doubt !== '' && (sure?.doubt !== asking.doubt || sure.reply !== reply)) {
    at.asking = asking;
    return null;
  }
  return verdict.kind === 'inside' ? [verdict.key.octets] : [];
}
