import type { Shown } from './protocol';

export function textsOf(text: string): Shown['texts'] {
  return [{ name: '', text, encoding: 'utf-8', choosable: false }];
}

export const shown: Shown = {
  content: 0,
  name: '',
  kind: 'plain text',
  ending: '.txt',
  size: 4,
  sealed: false,
  texts: textsOf('text'),
  files: [],
  unlisted: 0,
  namesIn: null,
  chosen: null,
  fault: null,
  replyKey: null,
  structured: null,
};
