import { Refused } from '../../openpgp/refusals';

export type Fetch = (path: string, init: RequestInit) => Promise<Response>;

export type Progress = (read: number, total: number) => void;

export interface Download {
  readonly body: ReadableStream<Uint8Array>;
  /** Octets. */
  readonly total: number;
}

/** Where the server gives a sealed message of an entry. */
export function sealedAt(entry: string, message: string): string {
  return `/api/entries/${encodeURIComponent(entry)}/messages/${encodeURIComponent(message)}/sealed.pgp`;
}

/** Asks for a sealed message. What is larger than can be held is refused before its body is read. */
export async function download(fetch: Fetch, address: string, most: number, signal: AbortSignal): Promise<Download> {
  const response = await begun(fetch, address, signal);
  if (response.status === 401 || response.status === 499) throw new Refused('signed-out');
  if (response.status === 404) throw new Refused('gone');
  const total = Number(response.headers.get('Content-Length') ?? Number.NaN);
  if (!response.ok || response.body === null || !Number.isSafeInteger(total)) throw new Refused('unreachable');
  if (total > most) {
    void response.body.cancel().catch(() => undefined);
    throw new Refused('too-large');
  }
  return { body: response.body, total };
}

async function begun(fetch: Fetch, address: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(address, {
      headers: { 'X-Requested-With': 'JavaScript' },
      redirect: 'error',
      cache: 'no-store',
      signal,
    });
  } catch {
    throw signal.aborted ? new Refused('cancelled') : new Refused('unreachable');
  }
}

/** The same octets, counted as they pass. A download that ends early is not the whole of a message that ends there. */
export function counted(
  body: ReadableStream<Uint8Array>,
  total: number,
  signal: AbortSignal,
  progress: Progress,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let read = 0;
  let told = -1;
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done && read < total) throw new Refused('unreachable');
        if (done) return controller.close();
        read += value.length;
        const percent = Math.floor((100 * read) / total);
        if (percent !== told) progress(read, total);
        told = percent;
        controller.enqueue(value);
      } catch {
        controller.error(new Refused(signal.aborted ? 'cancelled' : 'unreachable'));
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
