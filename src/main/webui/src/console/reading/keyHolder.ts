import { Refused, type RefusalKind } from '../../openpgp/refusals';
import type { Ask, Asked, Told } from './protocol';

/** The worker as the page uses it: what can be asked of one, and how it ends. */
export interface Worked {
  postMessage(asked: Asked): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<Told>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** Why the worker did not do it. The words can be shown as they are. */
export class NotDone extends Error {
  constructor(
    readonly kind: RefusalKind | null,
    words: string,
  ) {
    super(words);
  }
}

interface Waiting {
  readonly done: (value: unknown) => void;
  readonly failed: (why: NotDone) => void;
  readonly progress: (read: number, total: number) => void;
}

/** The page's side of the key: it starts a worker to hold it, asks it to use it, and ends it together with the key. */
export class KeyHolder {
  private worker: Worked | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;

  /** @param forgotten called when the key is gone without {@link forget} */
  constructor(
    private readonly start: () => Worked,
    private readonly forgotten: () => void,
  ) {}

  ask<T>(ask: Ask, progress: Waiting['progress'] = () => undefined): Promise<T> {
    const worker = (this.worker ??= this.started());
    const id = ++this.last;
    return new Promise<T>((done, failed) => {
      this.waiting.set(id, { done: done as (value: unknown) => void, failed, progress });
      worker.postMessage({ id, ask });
    });
  }

  /** Like asking, but no worker is started for it. */
  tell(ask: Ask): void {
    if (this.worker !== null) void this.ask(ask).catch(() => undefined);
  }

  /** Ends the worker at once, whatever it is doing: its memory, with the key and all that was opened, goes with it. */
  forget(): void {
    this.worker?.terminate();
    this.worker = null;
    const { kind, message } = new Refused('locked-again');
    for (const { failed } of this.waiting.values()) failed(new NotDone(kind, message));
    this.waiting.clear();
  }

  private started(): Worked {
    const worker = this.start();
    worker.onmessage = ({ data }) => this.told(data);
    worker.onerror = () => this.gone();
    return worker;
  }

  private told(told: Told): void {
    if (told.kind === 'forgotten') return this.gone();
    const waiting = this.waiting.get(told.id);
    if (told.kind === 'progress') return waiting?.progress(told.read, told.total);
    this.waiting.delete(told.id);
    if (told.kind === 'answer') waiting?.done(told.value);
    else waiting?.failed(new NotDone(told.refusal, told.words));
  }

  private gone(): void {
    this.forget();
    this.forgotten();
  }
}
