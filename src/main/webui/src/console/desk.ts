import { computed, ref, shallowRef, type ComputedRef, type Ref } from 'vue';
import { CallFailed, type Api, type Entry, type EntryState } from './api';
import { append, canBeSet, find, neighbour, nothing, steps, update, without, type Listing } from './entries';
import { everything, filterQuery, type Filter } from './filter';

export const pageSize = 50;

export interface Move {
  readonly id: string;
  readonly from: EntryState;
  readonly to: EntryState;
}

/** One reviewer's list and what they do with it. Lives as long as the page and is kept nowhere else. */
export interface Desk {
  readonly listing: Ref<Listing>;
  /** It stays chosen when the list is narrowed to others: whoever reads it is not thrown out. */
  readonly chosen: ComputedRef<Entry | undefined>;
  readonly filter: Ref<Filter>;
  readonly busy: Ref<'' | 'list' | 'more' | 'move'>;
  /** True once a first page has arrived. */
  readonly loaded: Ref<boolean>;
  readonly failure: Ref<string>;
  /** What was done last. It can be undone unless the source had written again. */
  readonly last: Ref<Move | null>;
  refresh(): Promise<void>;
  narrow(filter: Filter): Promise<void>;
  more(): Promise<void>;
  choose(id: string | null): void;
  /** Chooses an entry that stands behind another one in the list, or on another page of it. */
  visit(id: string): Promise<void>;
  step(by: 1 | -1): void;
  move(to: EntryState): Promise<void>;
  undo(): Promise<void>;
  /** Asks how an entry is now. */
  look(id: string): Promise<void>;
  /** Tells the server that these messages of an entry were seen. */
  seen(id: string, messages: readonly string[]): Promise<void>;
}

/**
 * @param token the session's token at the time of a call
 * @param signedOut called when the server knows this session no more
 */
export function useDesk(api: Api, token: () => string, signedOut: () => void, first: Filter = everything): Desk {
  const listing = ref<Listing>(nothing);
  const filter = shallowRef(first);
  /** What the list shows now, or was asked for last. */
  let listed = first;
  const choice = ref<string | null>(null);
  /** The chosen entry as it was last known. */
  const held = ref<Entry>();
  const chosen = computed(() => find(listing.value, choice.value) ?? (held.value?.id === choice.value ? held.value : undefined));
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
      await attempt(work);
    } finally {
      busy.value = '';
    }
    // The filter was changed while something else was under way.
    if (what !== 'list' && listed !== filter.value) await refresh();
  }

  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (problem) {
      if (!(problem instanceof CallFailed)) throw problem;
      if (problem.kind === 'signed-out') signedOut();
      else failure.value = problem.message;
    }
  }

  function refresh(): Promise<void> {
    return during('list', async () => {
      // Once more if the filter changed meanwhile: the list shows what the filter says.
      do {
        listed = filter.value;
        listing.value = append(nothing, await api.page(filterQuery(listed), null, pageSize));
      } while (listed !== filter.value);
      loaded.value = true;
    });
  }

  function narrow(to: Filter): Promise<void> {
    filter.value = to;
    return refresh();
  }

  function choose(id: string | null): void {
    choice.value = id;
    held.value = find(listing.value, id);
  }

  function hold(entry: Entry): void {
    choice.value = entry.id;
    held.value = entry;
  }

  function show(entry: Entry): void {
    listing.value = update(listing.value, entry);
    if (held.value?.id === entry.id) held.value = entry;
  }

  function more(): Promise<void> {
    return during('more', async () => {
      if (listing.value.next === null) return;
      listing.value = append(listing.value, await api.page(filterQuery(filter.value), listing.value.next, pageSize));
    });
  }

  async function put(id: string, to: EntryState): Promise<Entry> {
    try {
      const entry = await api.move(id, to, token());
      show(entry);
      return entry;
    } catch (problem) {
      if (problem instanceof CallFailed && problem.kind === 'gone') {
        listing.value = without(listing.value, id);
        held.value = undefined;
      }
      // A colleague was faster: show what they made of it.
      if (problem instanceof CallFailed && problem.kind === 'conflict') show(await api.entry(id));
      throw problem;
    }
  }

  function move(to: EntryState): Promise<void> {
    return during('move', async () => {
      const entry = chosen.value;
      if (entry === undefined || !steps(entry.state).includes(to)) return;
      await put(entry.id, to);
      last.value = { id: entry.id, from: entry.state, to };
    });
  }

  function undo(): Promise<void> {
    return during('move', async () => {
      const undone = last.value;
      if (undone === null || !canBeSet(undone.from)) return;
      hold(await put(undone.id, undone.from));
      last.value = null;
    });
  }

  return {
    listing,
    chosen,
    filter,
    busy,
    loaded,
    failure,
    last,
    refresh,
    narrow,
    more,
    choose,
    visit(id) {
      failure.value = '';
      return attempt(async () => hold(await api.entry(id)));
    },
    step: (by) => choose(neighbour(listing.value, choice.value, by)?.id ?? null),
    move,
    undo,
    look: (id) => attempt(async () => show(await api.entry(id))),
    seen: (id, messages) => attempt(async () => show(await api.seen(id, messages, token()))),
  };
}
