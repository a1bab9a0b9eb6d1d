import { states, type EntryState } from './api';

/** Which entries are asked for; empty texts and false leave the list as it is. */
export interface Filter {
  /** A slug. */
  readonly desk: string;
  readonly state: EntryState | '';
  readonly unread: boolean;
}

export const everything: Filter = { desk: '', state: '', unread: false };

export function narrows(filter: Filter): boolean {
  return filter.desk !== '' || filter.state !== '' || filter.unread;
}

/** As the API and the page's address take it; parts that do not narrow are left out. */
export function filterQuery(filter: Filter): URLSearchParams {
  const query = new URLSearchParams();
  if (filter.desk !== '') query.set('desk', filter.desk);
  if (filter.state !== '') query.set('state', filter.state);
  if (filter.unread) query.set('unread', 'true');
  return query;
}

/**
 * The filter that an address names behind its "#". It is kept there so that it outlives a reload; nothing of any entry is.
 *
 * @param desks the slugs that this person may ask for: anything else is left out, as are states that do not exist
 */
export function filterFrom(hash: string, desks: readonly string[]): Filter {
  const query = new URLSearchParams(hash.replace(/^#/, ''));
  return {
    desk: desks.find((slug) => slug === query.get('desk')) ?? '',
    state: states.find((state) => state === query.get('state')) ?? '',
    unread: query.get('unread') === 'true',
  };
}
