import type { Answering } from '../answering/answering';
import type { Desk } from '../desk';
import type { Reading } from '../reading/reading';
import { reports, sourceIsRead, theReport } from './messages';

/** What a person opens of the chosen entry, and what follows from that. */
export interface Opening {
  /** @param message one of the entry's thread; null: the report itself */
  read(message: string | null): Promise<void>;
  saw(entry: string, messages: readonly string[]): Promise<void>;
}

/** @param signedOut called when the server knows this session no more */
export function useOpening(
  desk: Pick<Desk, 'chosen' | 'move' | 'seen'>,
  answering: Pick<Answering, 'of' | 'load' | 'opened'>,
  reading: Pick<Reading, 'open' | 'refusal' | 'replyKeys'>,
  signedOut: () => void,
): Opening {
  async function saw(entry: string, messages: readonly string[]): Promise<void> {
    await desk.seen(entry, messages);
    await answering.load(entry);
  }

  async function read(message: string | null): Promise<void> {
    const entry = desk.chosen.value?.id;
    if (entry === undefined) return;
    if (answering.of(entry).thread === null) await answering.load(entry);
    const asked = message ?? theReport(answering.of(entry).thread)?.id;
    if (asked === undefined || desk.chosen.value?.id !== entry) return;
    const opened = await reading.open(entry, asked);
    if (reading.refusal.value === 'signed-out') signedOut();
    if (!opened) return;
    answering.opened(entry, asked, reading.replyKeys.value);
    const isTheReport = reports(answering.of(entry).thread).some(({ id }) => id === asked);
    if (isTheReport && inState(entry, 'received')) await desk.move('opened');
    await saw(entry, [asked]);
    // Whoever looks at the old report again has not yet read what is new.
    const { thread } = answering.of(entry);
    if (thread !== null && sourceIsRead(thread) && inState(entry, 'again')) await desk.move('opened');
  }

  function inState(entry: string, state: string): boolean {
    const { value } = desk.chosen;
    return value?.id === entry && value.state === state;
  }

  return { read, saw };
}
