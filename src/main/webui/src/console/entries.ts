import type { Entry, EntryState, Page } from './api';

/** What is shown of the list so far. */
export interface Listing {
  readonly entries: readonly Entry[];
  readonly next: string | null;
}

export const nothing: Listing = { entries: [], next: null };

/**
 * A further page below what is shown. An entry whose place changed between two pages (a colleague opened it) may come
 * again: it stays where it is and takes its newer state.
 */
export function append(listing: Listing, page: Page): Listing {
  const fresh = new Map(page.entries.map((entry) => [entry.id, entry]));
  const kept = listing.entries.map((entry) => {
    const newer = fresh.get(entry.id);
    fresh.delete(entry.id);
    return newer ?? entry;
  });
  return { entries: [...kept, ...fresh.values()], next: page.next };
}

/** One entry with its newer state, in its old place: the list does not jump under the reader's hands. */
export function update(listing: Listing, entry: Entry): Listing {
  return { ...listing, entries: listing.entries.map((old) => (old.id === entry.id ? entry : old)) };
}

export function without(listing: Listing, id: string): Listing {
  return { ...listing, entries: listing.entries.filter((entry) => entry.id !== id) };
}

export function find(listing: Listing, id: string | null): Entry | undefined {
  return listing.entries.find((entry) => entry.id === id);
}

/** The entry a step away (1: below, -1: above), stopping at both ends; the first one if none is chosen. */
export function neighbour(listing: Listing, id: string | null, step: 1 | -1): Entry | undefined {
  const at = listing.entries.findIndex((entry) => entry.id === id);
  if (at < 0) return listing.entries[0];
  return listing.entries[at + step] ?? listing.entries[at];
}

export function unopened(listing: Listing): number {
  return listing.entries.filter((entry) => entry.state === 'received').length;
}

export function wroteAgain(listing: Listing): number {
  return listing.entries.filter((entry) => entry.state === 'again').length;
}

export function unread(listing: Listing): number {
  return listing.entries.filter((entry) => entry.unread).length;
}

/** Where an entry can go from here, in the order in which the buttons stand. */
export function steps(state: EntryState): readonly EntryState[] {
  switch (state) {
    case 'again':
      return ['opened', 'waiting', 'done'];
    case 'received':
      return ['opened'];
    case 'opened':
      return ['waiting', 'done'];
    case 'waiting':
      return ['opened', 'done'];
    case 'done':
      return ['opened'];
  }
}

/** Whether a person can set it: that the source wrote again, only the source can say. */
export function canBeSet(state: EntryState): boolean {
  return state !== 'again';
}
