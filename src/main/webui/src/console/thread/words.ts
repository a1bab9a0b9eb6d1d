import type { Message, Thread } from '../api';
import { isReport, reports } from './messages';

const partName: Readonly<Record<string, string>> = { identity: 'identity part', files: 'files' };

/** "Report", or "Report 2 of 3" where the source sent several under one codename. */
export function reportName(message: Pick<Message, 'id'>, thread: Thread): string {
  const all = reports(thread);
  const at = all.findIndex(({ id }) => id === message.id);
  return all.length < 2 || at < 0 ? 'Report' : `Report ${at + 1} of ${all.length}`;
}

/** What a message of a thread is called in it. */
export function messageName(message: Message, thread: Thread): string {
  const { kind, part, author } = message;
  if (kind === 'reply') return `Answered by ${author ?? 'a colleague'}`;
  const what = kind === 'report' ? reportName(message, thread) : 'Added by the source';
  return part === 'report' ? what : `${what}: ${partName[part] ?? 'another part'}`;
}

/** The heading over what was opened. */
export function openedTitle(message: Message, thread: Thread): string {
  if (message.kind === 'reply') return `What ${message.author ?? 'a colleague'} answered, as the server says`;
  if (message.kind === 'addition') return 'What the source added';
  if (!isReport(message) || reports(thread).length > 1) return `${messageName(message, thread)}, as the source sent it`;
  return 'What the source sent';
}

/** On the entry's line in the list; empty where there is one copy alone. */
export function copiesText(twins: number): string {
  return twins > 0 ? `${twins + 1} copies` : '';
}

/** @param times at least one */
export function twinsTitle(times: number): string {
  return times === 1 ? 'The same sealed message came once more' : `The same sealed message came ${times} more times`;
}
