import type { Entry, Message, Thread } from '../api';
import { sealedAt } from '../reading/downloading';
import { shortName } from '../words';

/** Whether it is a report itself. No addition, no reply and no other part of a report is ever taken for one. */
export function isReport({ kind, part }: Message): boolean {
  return kind === 'report' && part === 'report';
}

export function reports(thread: Thread | null): readonly Message[] {
  return thread?.messages.filter(isReport) ?? [];
}

export function additions(thread: Thread | null): readonly Message[] {
  return thread?.messages.filter(({ kind }) => kind === 'addition') ?? [];
}

/** What "the report" of an entry is: the first that this person may try; where they may try none, the first of all. */
export function theReport(thread: Thread | null): Message | undefined {
  const all = reports(thread);
  return all.find(({ readable }) => readable) ?? all[0];
}

/** Reports stand first, whatever came on which day; the others stay as the server gives them. */
export function inOrder(thread: Thread | null): readonly Message[] {
  const others = thread?.messages.filter((message) => !isReport(message)) ?? [];
  return [...reports(thread), ...others];
}

/** Whether this person has seen all that the source sent. */
export function sourceIsRead(thread: Thread): boolean {
  return thread.messages.every(({ kind, unread }) => kind === 'reply' || !unread);
}

/** What the browser can save as it is, still sealed. */
export interface SealedFile {
  readonly address: string;
  /** As the server names it too. */
  readonly name: string;
}

export function sealedMessage(entry: Pick<Entry, 'id'>, message: Pick<Message, 'id'>): SealedFile {
  return { address: sealedAt(entry.id, message.id), name: `message-${shortName(message)}.pgp` };
}

/** All sealed messages of an entry that this person may try. */
export function sealedEntry(entry: Pick<Entry, 'id'>): SealedFile {
  return { address: `/api/entries/${encodeURIComponent(entry.id)}/sealed.zip`, name: `entry-${shortName(entry)}.zip` };
}

export function openCommand({ name }: SealedFile): string {
  return `gpg --output ${name.replace(/\.pgp$/, '-opened')} --decrypt ${name}`;
}
