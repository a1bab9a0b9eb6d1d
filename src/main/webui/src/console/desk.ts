import { computed, ref, type ComputedRef, type Ref } from 'vue';
import { CallFailed, type Api, type Entry, type EntryState } from './api';
import { append, find, neighbour, nothing, steps, update, without, type Listing } from './entries';

export const pageSize = 50;

export interface Move {
  readonly id: string;
  readonly from: EntryState;
  readonly to: EntryState;
}

/** One reviewer's list and what they do with it. Lives as long as the page and is kept nowhere else. */
export interface Desk {
  readonly listing: Ref<Listing>;
  readonly chosen: ComputedRef<Entry | undefined>;
  readonly busy: Ref<'' | 'list' | 'more' | 'move'>;
  /** True once a first page has arrived. */
  readonly loaded: Ref<boolean>;
  readonly failure: Ref<string>;
  /** What can be undone. */
  readonly last: Ref<Move | null>;
  refresh(): Promise<void>;
  more(): Promise<void>;
  choose(id: string | null): void;
  step(by: 1 | -1): void;
  move(to: EntryState): Promise<void>;
  undo(): Promise<void>;
}

/**
 * @param token the session's token at the time of a call
 * @param signedOut called when the server knows this session no more
 */
export function useDesk(api: Api, token: () => string, signedOut: () => void): Desk {
  const listing = ref<Listing>(nothing);
  const choice = ref<string | null>(null);
  const chosen = computed(() => find(listing.value, choice.value));
  const busy = ref<'' | 'list' | 'more' | 'move'>('');
  const loaded = ref(false);
  const failure = ref('');
  const last = ref<Move | null>(null);

  /** One call at a time: a second press of a key while the first is under way does nothing. */
  async function during(what: 'list' | 'more' | 'move', work: () => Promise<void>): Promise<void> {
    if (busy.value !== '') return;
    busy.value = what;
    failure.value = '';
    try {
      await work();
    } catch (problem) {
      if (!(problem instanceof CallFailed)) throw problem;
      if (problem.kind === 'signed-out') signedOut();
      else failure.value = problem.message;
    } finally {
      busy.value = '';
    }
  }

  function refresh(): Promise<void> {
    return during('list', async () => {
      const page = await api.page(null, pageSize);
      listing.value = append(nothing, page);
      loaded.value = true;
    });
  }

  function more(): Promise<void> {
    return during('more', async () => {
      if (listing.value.next === null) return;
      listing.value = append(listing.value, await api.page(listing.value.next, pageSize));
    });
  }

  async function put(id: string, from: EntryState, to: EntryState): Promise<Move | null> {
    try {
      listing.value = update(listing.value, await api.move(id, to, token()));
      return { id, from, to };
    } catch (problem) {
      if (problem instanceof CallFailed && problem.kind === 'gone') listing.value = without(listing.value, id);
      // A colleague was faster: show what they made of it.
      if (problem instanceof CallFailed && problem.kind === 'conflict') {
        listing.value = update(listing.value, await api.entry(id));
      }
      throw problem;
    }
  }

  function move(to: EntryState): Promise<void> {
    return during('move', async () => {
      const entry = chosen.value;
      if (entry === undefined || !steps(entry.state).includes(to)) return;
      last.value = await put(entry.id, entry.state, to);
    });
  }

  function undo(): Promise<void> {
    return during('move', async () => {
      const undone = last.value;
      if (undone === null) return;
      await put(undone.id, undone.to, undone.from);
      choice.value = undone.id;
      last.value = null;
    });
  }

  return {
    listing,
    chosen,
    busy,
    loaded,
    failure,
    last,
    refresh,
    more,
    choose: (id) => {
      choice.value = id;
    },
    step: (by) => {
      choice.value = neighbour(listing.value, choice.value, by)?.id ?? null;
    },
    move,
    undo,
  };
}
