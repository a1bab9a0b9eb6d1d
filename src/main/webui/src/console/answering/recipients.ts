import type { ToSeal } from '../../openpgp/sealing';
import type { Vouchers } from '../../openpgp/vouching';
import type { Colleagues, Thread } from '../api';
import { fromBase64 } from '../base64';

export function recipients(thread: Thread): Pick<ToSeal, 'claim' | 'reviewers'> {
  return {
    claim: fromBase64(thread.replyCertificate ?? ''),
    reviewers: thread.reviewers.map(({ alias, desk, certificate }) => ({ alias, desk, certificate: fromBase64(certificate) })),
  };
}

/** Asked for anew with every reply: a trustee may have taken a word back since the thread was loaded. */
export function vouchersOf({ trustees, quorum }: Colleagues): Vouchers {
  return { trustees: trustees.map(fromBase64), quorum };
}
