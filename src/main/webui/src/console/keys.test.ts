import { describe, expect, it } from 'vitest';
import { command, help, keys, type Press } from './keys';

function press(key: string, more: Partial<Press> = {}): Press {
  return { key, ctrlKey: false, metaKey: false, altKey: false, repeat: false, ...more };
}

describe('keys', () => {
  it('move through the list by arrows and by letters', () => {
    expect(command(press('ArrowDown'), true)).toEqual({ kind: 'step', by: 1 });
    expect(command(press('k'), true)).toEqual({ kind: 'step', by: -1 });
  });

  it("leave the browser's own shortcuts alone", () => {
    expect(command(press('r', { ctrlKey: true }), true)).toBeUndefined();
    expect(command(press('d', { metaKey: true }), true)).toBeUndefined();
    expect(command(press('ArrowUp', { altKey: true }), true)).toBeUndefined();
  });

  it('are not letters once these are switched off', () => {
    expect(command(press('x'), false)).toBeUndefined();
    expect(command(press('?'), false)).toBeUndefined();
    expect(command(press('ArrowDown'), false)).toBeDefined();
  });

  it('change a state once, however long they are held down', () => {
    expect(command(press('o', { repeat: true }), true)).toBeUndefined();
    expect(command(press('j', { repeat: true }), true)).toBeDefined();
  });

  it('mean nothing when they are names that every object has', () => {
    expect(command(press('constructor'), true)).toBeUndefined();
    expect(command(press('toString'), true)).toBeUndefined();
  });

  it('are all explained by the help', () => {
    const shown = { ArrowDown: '↓', ArrowUp: '↑', Escape: 'Esc' } as Record<string, string>;
    const explained = help.flatMap((line) => line.keys);
    for (const key of Object.keys(keys)) expect(explained).toContain(shown[key] ?? key);
  });
});
