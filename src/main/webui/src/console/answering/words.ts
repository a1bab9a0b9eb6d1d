import { refusalWords } from '../../openpgp/refusals';
import type { Thread } from '../api';
import { additions, reports } from '../thread/messages';
import { reportName } from '../thread/words';
import { list } from '../words';
import type { Verdict } from './replyKeys';

/** Why nothing is sent, and what to do; empty if nothing speaks against it. */
export function objection(verdict: Verdict, { twins, moreTwins }: Thread): string {
  switch (verdict.kind) {
    case 'unusable':
      return refusalWords['no-reply-key'];
    case 'disagree':
      return verdict.within
        ? 'STOP: the message inside the report has another reply key than the report around it. Whoever sent this may have wrapped a message that somebody else wrote. Nothing was sent. Tell your desk. To answer whoever sent the outer message all the same, load this page again, and answer without opening the message inside.'
        : 'STOP: the reports of this entry have different reply keys inside, so they may come from different people. Nothing was sent. Do not answer here: tell your desk and the operator, and not through this server.';
    case 'another':
      if (verdict.twin !== null) {
        return 'STOP: this copy did not come from whoever wrote it. The reply key inside the report belongs to another entry, which holds the same message. Nothing was sent. Open that entry, and answer there.';
      }
      return `${refusalWords.tampered}${twins.length + moreTwins > 0 ? ' None of the other copies that are listed here belongs to that reply key.' : ''}`;
    default:
      return '';
  }
}

/** What the writer is asked about before each reply; empty if nothing is in doubt. */
export function doubt(verdict: Verdict, thread: Thread): string {
  if (verdict.kind === 'claim') {
    const where = reports(thread).length > 1 ? 'any of the reports' : 'the report';
    return `There is no reply key inside ${where}${unopenedText(verdict.unopened, thread)}. The reply would be sealed to the key that the server names, and only the server says that it belongs to whoever wrote the report: if the server is in the wrong hands, or somebody sent a captured report under a codename of their own, then they would read your reply.`;
  }
  if (verdict.kind === 'inside' && verdict.without.length > 0) {
    return `${names(verdict.without, thread)} ${hasText(verdict.without)} no reply key inside. The reply would go to the key inside ${names(withKey(verdict, thread), thread)}: if somebody sent a captured message under a codename of their own, behind a report of their own, they would read your reply.`;
  }
  if (verdict.kind === 'inside' && verdict.unopened.length > 0) {
    return `The reply would be sealed to the key inside the report${unopenedText(verdict.unopened, thread)}, so nobody knows whether the reply key inside is the same.`;
  }
  return '';
}

/** What the writer is asked where additions have somebody else's reply key inside; empty if none has. */
export function captured(strange: readonly string[], thread: Thread): string {
  if (strange.length === 0) return '';
  const all = additions(thread);
  const which = all.length === 1 ? 'What was added' : `What was added as ${list(strange.map((id) => `number ${all.findIndex((one) => one.id === id) + 1}`))} of ${all.length}`;
  return `${which} has another reply key inside than this entry’s: somebody may have captured a message and added it here, under a codename of their own, to read what you answer to it. Say nothing of what it contains, nor that you have it.`;
}

function unopenedText(unopened: readonly string[], thread: Thread): string {
  return unopened.length === 0 ? '' : `, but ${names(unopened, thread)} cannot be opened here`;
}

/** What is said when a reply was sent although some reports have no key inside; empty if all have. */
export function withoutText(verdict: Verdict, thread: Thread): string {
  if (verdict.kind !== 'inside' || verdict.without.length === 0) return '';
  return ` ${names(verdict.without, thread)} ${hasText(verdict.without)} no reply key inside: it went to the key inside ${names(withKey(verdict, thread), thread)}.`;
}

function hasText(messages: readonly string[]): string {
  return messages.length === 1 ? 'has' : 'have';
}

function withKey({ without, unopened }: Extract<Verdict, { kind: 'inside' }>, thread: Thread): readonly string[] {
  return reports(thread).map(({ id }) => id).filter((id) => ![...without, ...unopened].includes(id));
}

function names(messages: readonly string[], thread: Thread): string {
  return list(messages.map((id) => reportName({ id }, thread)));
}
