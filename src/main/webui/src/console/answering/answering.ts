import { reactive } from 'vue';
import type { SealedReply, ToSeal } from '../../openpgp/sealing';
import type { Vouchers } from '../../openpgp/vouching';
import { CallFailed, type Api, type Colleagues, type Reply, type Thread } from '../api';
import { NotDone } from '../reading/keyHolder';
import { fromBase64, toBase64 } from '../base64';
import { keep, newCase, show, type Case } from './cases';

/** Octets of a sealed reply that the server takes at most. */
const longestSealed = 80 * 1024;

const lostOnTheWay =
  'The connection broke while the reply was on its way: it may have arrived or not. Nothing that you wrote is lost. Check your connection, then send it again as it is: it is never stored twice.';

/** The threads of one reviewer's entries, and what they answer. */
export interface Answering {
  of(entry: string): Case;
  load(entry: string): Promise<void>;
  /** Something of the entry was opened. @param whole whether it was the report itself */
  opened(entry: string, replyKey: Uint8Array<ArrayBuffer> | null, whole: boolean): void;
  /** Signs, seals and sends the draft. */
  send(entry: string): Promise<void>;
  /** Sends what gpg has sealed elsewhere. @returns whether it was taken */
  upload(entry: string, sealed: Blob): Promise<boolean>;
}

/**
 * @param seal signs and seals with the reviewer's key
 * @param token the session's token at the time of a call
 * @param signedOut called when the server knows this session no more
 */
export function useAnswering(
  api: Api,
  seal: (reply: ToSeal) => Promise<SealedReply>,
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
    const look = during(at, 'loading', async () => show(at, await api.thread(entry)));
    if (at.busy === 'loading') looks.set(entry, look);
    await look;
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

  async function send(entry: string): Promise<void> {
    const at = of(entry);
    const { thread, draft } = at;
    if (thread === null || thread.replyCertificate === null || !at.read) return;
    await sending(entry, async () => {
      const replyKeys = at.replyKeys.length;
      if (at.underWay?.draft !== draft || at.underWay.replyKeys !== replyKeys) {
        const vouchers = vouchersOf(await api.colleagues());
        const sealed = await seal({ text: draft, inside: [...at.replyKeys], ...recipients(thread), vouchers });
        at.underWay = { draft, replyKeys, sealed };
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
      at.done = `Your reply was sent.${leftOut.length === 0 ? '' : ` Not sealed to ${leftOut.join(', ')}: that certificate cannot be used now.`}`;
    });
  }

  async function upload(entry: string, sealed: Blob): Promise<boolean> {
    const at = of(entry);
    const { thread } = at;
    if (thread === null) return false;
    return sending(entry, async () => {
      if (sealed.size > longestSealed) throw new CallFailed('refused', 'This file is too large for a reply: choose reply.pgp.');
      const [replyKey] = at.replyKeys;
      await post(entry, at, {
        seen: thread.messages.length,
        message: toBase64(new Uint8Array(await sealed.arrayBuffer())),
        replyCertificate: replyKey === undefined ? null : toBase64(replyKey),
      });
      at.done = 'The reply was sent.';
    });
  }

  return {
    of,
    load,
    opened(entry, replyKey, whole) {
      const at = of(entry);
      keep(at, replyKey);
      if (whole) at.read = true;
    },
    send,
    upload,
  };
}

function recipients(thread: Thread): Pick<ToSeal, 'claim' | 'reviewers'> {
  return {
    claim: fromBase64(thread.replyCertificate ?? ''),
    reviewers: thread.reviewers.map(({ alias, desk, certificate }) => ({ alias, desk, certificate: fromBase64(certificate) })),
  };
}

/** Asked for anew with every reply: a trustee may have taken a word back since the thread was loaded. */
function vouchersOf({ trustees, quorum }: Colleagues): Vouchers {
  return { trustees: trustees.map(fromBase64), quorum };
}
