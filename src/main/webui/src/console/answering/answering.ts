import { reactive } from 'vue';
import type { Octets } from '../../openpgp/decrypting';
import { CallFailed, type Api, type Reply } from '../api';
import { NotDone } from '../reading/keyHolder';
import { toBase64 } from '../base64';
import { additions, reports } from '../thread/messages';
import { newCase, noted, show, type Asking, type Case } from './cases';
import { lookInside, settled, verdictOn, type KeyWork } from './lookingInside';
import { recipients, vouchersOf } from './recipients';
import { withoutText } from './words';

/** Octets of a sealed reply that the server takes at most. */
const longestSealed = 80 * 1024;

const lostOnTheWay =
  'The connection broke while the reply was on its way: it may have arrived or not. Nothing that you wrote is lost. Check your connection, then send it again as it is: it is never stored twice.';

/** The threads of one reviewer's entries, and what they answer. */
export interface Answering {
  of(entry: string): Case;
  load(entry: string): Promise<void>;
  /**
   * Something of the entry was opened. Only what lies inside a report counts for an answer; what lies inside an addition may warn.
   *
   * @param message its id
   * @param replyKeys those that were found inside, the outermost first
   */
  opened(entry: string, message: string, replyKeys: readonly Octets[]): void;
  /** Signs, seals and sends the draft, or asks first whether that is meant. */
  send(entry: string): Promise<void>;
  /** Sends what gpg has sealed elsewhere, or asks first whether that is meant. @returns whether it was taken */
  upload(entry: string, sealed: Blob): Promise<boolean>;
  /** Sends what was asked about. */
  confirm(entry: string): Promise<void>;
  decline(entry: string): void;
}

/**
 * @param work what is done with the reviewer's key
 * @param token the session's token at the time of a call
 * @param signedOut called when the server knows this session no more
 */
export function useAnswering(
  api: Api,
  work: KeyWork,
  token: () => string,
  signedOut: () => void,
): Answering {
  const cases = reactive(new Map<string, Case>());
  /** The look at its thread that an entry's page took last. */
  const looks = new Map<string, Promise<boolean>>();

  function of(entry: string): Case {
    if (!cases.has(entry)) cases.set(entry, newCase());
    return cases.get(entry) as Case;
  }

  /**
   * One at a time for each entry. What is said of something that was done stays until something else is done: a look at the
   * thread, which the page takes by itself, takes no warning away.
   *
   * @returns whether it was done
   */
  async function during(at: Case, busy: Case['busy'], work: () => Promise<void>): Promise<boolean> {
    if (at.busy !== '') return false;
    const looks = busy === 'loading';
    [at.busy, at.failure, at.done] = [busy, looks && !at.unseen ? at.failure : '', looks ? at.done : ''];
    at.unseen = false;
    if (!looks) [at.asking, at.elsewhere] = [null, null];
    try {
      await work();
      return true;
    } catch (problem) {
      if (!(problem instanceof CallFailed) && !(problem instanceof NotDone)) throw problem;
      if (problem.kind === 'signed-out') signedOut();
      else if (!looks || at.failure === '') [at.failure, at.unseen] = [problem.message, looks];
      return false;
    } finally {
      at.busy = '';
    }
  }

  async function load(entry: string): Promise<void> {
    const at = of(entry);
    // A look that is under way is waited for, by whoever sends too.
    if (at.busy !== 'loading') looks.set(entry, during(at, 'loading', async () => show(at, await api.thread(entry))));
    await looks.get(entry);
  }

  /** A look that the page takes by itself is no reason to lose the click of whoever sends: it is waited for. */
  async function sending(entry: string, work: () => Promise<void>): Promise<boolean> {
    const at = of(entry);
    if (at.busy === 'loading') await looks.get(entry);
    return during(at, 'sending', work);
  }

  /** Of what came in meanwhile the writer is told first; the draft waits. */
  async function post(entry: string, at: Case, reply: Reply): Promise<void> {
    try {
      at.thread = await api.reply(entry, reply, token());
      at.fresh = [];
    } catch (problem) {
      if (problem instanceof CallFailed && problem.kind === 'conflict') show(at, await api.thread(entry), true);
      if (problem instanceof CallFailed && problem.kind === 'unreachable') throw new CallFailed('unreachable', lostOnTheWay);
      throw problem;
    }
  }

  async function send(entry: string, sure: Asking | null = null): Promise<void> {
    const at = of(entry);
    const { thread, draft } = at;
    if (thread === null || thread.replyCertificate === null || at.inside.length === 0) return;
    await sending(entry, async () => {
      const verdict = await verdictOn(at, thread, await lookInside(at, entry, thread, work), work);
      const inside = await settled(at, thread, verdict, work, { reply: draft, sure });
      if (inside === null) return;
      const to = verdict.kind === 'inside' ? (verdict.key.fingerprint ?? '') : '';
      if (at.underWay?.draft !== draft || at.underWay.to !== to) {
        const vouchers = vouchersOf(await api.colleagues());
        at.underWay = { draft, to, sealed: await work.seal({ text: draft, inside, ...recipients(thread), vouchers }) };
      }
      const { message, replyCertificate, leftOut } = at.underWay.sealed;
      await post(entry, at, {
        seen: thread.messages.length,
        message: toBase64(message),
        replyCertificate: replyCertificate === null ? null : toBase64(replyCertificate),
      });
      at.underWay = null;
      // What was typed while it was sent is the next reply.
      if (at.draft === draft) at.draft = '';
      const notTo = leftOut.length === 0 ? '' : ` Not sealed to ${leftOut.join(', ')}: that certificate cannot be used now.`;
      at.done = `Your reply was sent.${withoutText(verdict, thread)}${notTo}`;
    });
  }

  /** To which key it is sealed, gpg's user chose: of reports that were not opened here nothing is asked. */
  async function upload(entry: string, sealed: Blob, sure: Asking | null = null): Promise<boolean> {
    const at = of(entry);
    const { thread } = at;
    if (thread === null) return false;
    const sent = await sending(entry, async () => {
      if (sealed.size > longestSealed) throw new CallFailed('refused', 'This file is too large for a reply: choose reply.pgp.');
      const inside =
        at.inside.length === 0 ? [] : await settled(at, thread, await verdictOn(at, thread, [], work), work, { reply: sealed, sure });
      if (inside === null) return;
      await post(entry, at, {
        seen: thread.messages.length,
        message: toBase64(new Uint8Array(await sealed.arrayBuffer())),
        replyCertificate: inside[0] === undefined ? null : toBase64(inside[0]),
      });
      at.done = 'The reply was sent.';
    });
    return sent && at.asking === null;
  }

  async function confirm(entry: string): Promise<void> {
    const { asking } = of(entry);
    if (asking === null) return;
    if (typeof asking.reply === 'string') await send(entry, asking);
    else await upload(entry, asking.reply, asking);
  }

  return {
    of,
    load,
    opened(entry, message, replyKeys) {
      const at = of(entry);
      if (reports(at.thread).some(({ id }) => id === message)) at.inside = noted(at.inside, message, replyKeys);
      if (additions(at.thread).some(({ id }) => id === message)) at.added = noted(at.added, message, replyKeys);
    },
    send: (entry) => send(entry),
    upload: (entry, sealed) => upload(entry, sealed),
    confirm,
    decline: (entry) => void (of(entry).asking = null),
  };
}
