import type { Entry, EntryState, Role, Session } from './api';

export const stateName: Record<EntryState, string> = {
  again: 'The source wrote again',
  received: 'Received, not yet opened',
  opened: 'Opened',
  waiting: 'Waiting for the source',
  done: 'Done',
};

/** What a button says that moves an entry there. */
const stepName: Record<Exclude<EntryState, 'again'>, string> = {
  received: 'Mark as not yet opened',
  opened: 'Mark as opened',
  waiting: 'Waiting for the source',
  done: 'Done',
};

export function stepFrom(from: EntryState, to: EntryState): string {
  if (to === 'opened' && (from === 'waiting' || from === 'done')) return 'Back to opened';
  return to === 'again' ? stateName[to] : stepName[to];
}

export const roleName: Record<Role, string> = {
  reviewer: 'reviewer',
  'desk-lead': 'desk lead',
  'key-admin': 'key admin',
  auditor: 'auditor',
};

const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** "24 November 2026"; what is not a day comes back as it is. */
export function day(received: string): string {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(received) ? Date.parse(`${received}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(at) ? received : days.format(at);
}

/** How people speak of an entry: the first eight digits of its id. */
export function shortName(entry: Pick<Entry, 'id'>): string {
  return entry.id.slice(0, 8);
}


/** To be run where the reply key from the report was saved and the answer written. Nobody can see through a seal that it is not UTF-8. */
export const replyCommand =
  'iconv -f UTF-8 -t UTF-8 reply.txt > /dev/null && gpg --no-throw-keyids --sign --encrypt --armor --recipient-file reply-key.pgp --output reply.pgp reply.txt';

const named = new Map([
  [1, 'every minute'],
  [60, 'every hour'],
]);

/** When new reports are shown to whoever has this session. */
export function appearingText({ shownEvery, desks }: Pick<Session, 'shownEvery' | 'desks'>): string {
  const atOnce = desks.filter((desk) => desk.shownAtOnce).map(({ name }) => name);
  if (atOnce.length > 0 && atOnce.length === desks.length) return 'New reports appear every few seconds.';
  const often = shownEvery === null ? 'in batches' : (named.get(shownEvery) ?? `every ${shownEvery} minutes`);
  const others = atOnce.length > 0 ? `; those of ${list(atOnce)} every few seconds` : '';
  return `New reports appear ${often}, in no order${others}.`;
}

const units = ['bytes', 'kB', 'MB', 'GB'] as const;

/** "1.2 MB"; whole numbers below a thousand octets. */
export function sizeName(octets: number): string {
  let unit = 0;
  let size = octets;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  const digits = unit === 0 || size >= 99.5 ? 0 : 1;
  return `${size.toFixed(digits).replace(/\.0$/, '')} ${octets === 1 ? 'byte' : (units[unit] ?? '')}`;
}

/** A fingerprint as gpg prints it, to be compared by eye. */
export function fingerprintName(hex: string): string {
  return (hex.toUpperCase().match(/.{1,4}/g) ?? []).join(' ');
}

export function list(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1] ?? ''}`;
}
