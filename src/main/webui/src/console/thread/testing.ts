import type { Message, Thread, Twin } from '../api';

export function message(id: string, changed: Partial<Message> = {}): Message {
  return { id, day: '2026-11-24', kind: 'report', part: 'report', author: null, length: 10, readable: true, unread: true, ...changed };
}

export function addition(id: string, changed: Partial<Message> = {}): Message {
  return message(id, { kind: 'addition', ...changed });
}

export function reply(id: string, changed: Partial<Message> = {}): Message {
  return message(id, { kind: 'reply', author: 'urgent-1', ...changed });
}

export function twin(id: string, replyCertificate: string | null = null): Twin {
  return { id, desk: 'country', received: '2026-11-25', state: 'received', replyCertificate };
}

/** The server names the key AQI=, which is the octets 1 and 2. */
export function thread(messages: readonly Message[], changed: Partial<Thread> = {}): Thread {
  return {
    messages,
    replyCertificate: 'AQI=',
    reviewers: [{ alias: 'urgent-1', desk: 'urgent', certificate: 'AwQ=' }],
    twins: [],
    moreTwins: 0,
    ...changed,
  };
}
