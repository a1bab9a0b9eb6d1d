import { computed, ref, type ComputedRef, type Ref } from 'vue';
import type { Entry } from '../api';
import type { Handing } from './handing';

/** Which entries are being handed on: the one that is shown, or those that were marked in the list. */
export interface Choosing {
  /** Ids; null while the list offers no marking. */
  readonly marked: Ref<readonly string[] | null>;
  readonly which: Ref<'shown' | 'marked' | null>;
  /** Those that were marked when it began: what is handed on stays, whatever is marked meanwhile. */
  readonly selection: ComputedRef<readonly Pick<Entry, 'id'>[]>;
  /** How often somebody has become a reader of something. */
  readonly handings: Ref<number>;
  begin(which: 'shown' | 'marked'): void;
  handed(): void;
  end(): void;
}

export function useChoosing(handing: Handing): Choosing {
  const marked = ref<readonly string[] | null>(null);
  const which = ref<'shown' | 'marked' | null>(null);
  const selected = ref<readonly string[]>([]);
  const handings = ref(0);

  return {
    marked,
    which,
    selection: computed(() => selected.value.map((id) => ({ id }))),
    handings,
    begin(now) {
      handing.begin();
      selected.value = marked.value ?? [];
      which.value = now;
    },
    handed() {
      handings.value++;
      // What was not handed on stays marked.
      const done = new Set(handing.succeeded.value);
      if (which.value === 'marked') marked.value = (marked.value ?? []).filter((id) => !done.has(id));
    },
    end() {
      which.value = null;
      if (marked.value?.length === 0) marked.value = null;
    },
  };
}
