import { describe, expect, it } from 'vitest';
import { addition, message, reply, thread } from './testing';
import { copiesText, messageName, openedTitle, twinsTitle } from './words';

describe('the words of a thread', () => {
  it('mark the report, what was added and who answered', () => {
    const at = thread([message('a'), addition('b'), reply('c', { author: 'urgent-2' }), reply('d', { author: null })]);
    expect(at.messages.map((one) => messageName(one, at))).toEqual([
      'Report',
      'Added by the source',
      'Answered by urgent-2',
      'Answered by a colleague',
    ]);
    expect(at.messages.slice(0, 3).map((one) => openedTitle(one, at))).toEqual([
      'What the source sent',
      'What the source added',
      'What urgent-2 answered, as the server says',
    ]);
  });

  it('count the reports where there are several, and not what was added', () => {
    const at = thread([message('a'), message('b'), addition('c')]);
    expect(at.messages.map((one) => messageName(one, at))).toEqual(['Report 1 of 2', 'Report 2 of 2', 'Added by the source']);
    expect(openedTitle(message('b'), at)).toBe('Report 2 of 2, as the source sent it');
  });

  it('name other parts, and parts that this console does not know', () => {
    const parts = [message('b', { part: 'identity' }), addition('c', { part: 'files' }), message('d', { part: 'map' as never })];
    const at = thread([message('a'), ...parts]);
    expect(parts.map((one) => messageName(one, at))).toEqual(['Report: identity part', 'Added by the source: files', 'Report: another part']);
    expect(openedTitle(parts[0] ?? message('x'), at)).toBe('Report: identity part, as the source sent it');
  });

  it('count copies on the line, and further times on the page', () => {
    expect([0, 1, 2].map(copiesText)).toEqual(['', '2 copies', '3 copies']);
    expect(twinsTitle(1)).toBe('The same sealed message came once more');
    expect(twinsTitle(3)).toBe('The same sealed message came 3 more times');
  });
});
