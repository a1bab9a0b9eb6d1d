import type { EntryState } from './api';

export type Command =
  | { readonly kind: 'step'; readonly by: 1 | -1 }
  | { readonly kind: 'move'; readonly to: EntryState }
  | { readonly kind: 'download' | 'undo' | 'refresh' | 'help' | 'back' };

export const keys: Readonly<Record<string, Command>> = {
  ArrowDown: { kind: 'step', by: 1 },
  ArrowUp: { kind: 'step', by: -1 },
  j: { kind: 'step', by: 1 },
  k: { kind: 'step', by: -1 },
  d: { kind: 'download' },
  o: { kind: 'move', to: 'opened' },
  w: { kind: 'move', to: 'waiting' },
  x: { kind: 'move', to: 'done' },
  u: { kind: 'undo' },
  r: { kind: 'refresh' },
  '?': { kind: 'help' },
  Escape: { kind: 'back' },
};

export const help: readonly { readonly keys: readonly string[]; readonly what: string }[] = [
  { keys: ['↓', 'j'], what: 'Next entry' },
  { keys: ['↑', 'k'], what: 'Previous entry' },
  { keys: ['Enter'], what: 'Go into the chosen entry' },
  { keys: ['Esc'], what: 'Back to the list' },
  { keys: ['d'], what: 'Download the sealed report' },
  { keys: ['o'], what: 'Mark as opened' },
  { keys: ['w'], what: 'Waiting for the source' },
  { keys: ['x'], what: 'Done' },
  { keys: ['u'], what: 'Undo the last change of state' },
  { keys: ['r'], what: 'Refresh the list' },
  { keys: ['?'], what: 'This help' },
];

export interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly repeat: boolean;
}

/** Where keys write, no key is a command. */
export function writes(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input:not([type=checkbox], [type=file]), textarea, select');
}

/**
 * What a key press asks for.
 *
 * @param letters whether single letters count: people who steer by voice can switch them off (WCAG 2.1.4)
 */
export function command(press: Press, letters: boolean): Command | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey) return undefined;
  if (press.key.length === 1 && !letters) return undefined;
  const found = Object.hasOwn(keys, press.key) ? keys[press.key] : undefined;
  // A key that is held down moves through the list, but changes a state once.
  return press.repeat && found?.kind !== 'step' ? undefined : found;
}
