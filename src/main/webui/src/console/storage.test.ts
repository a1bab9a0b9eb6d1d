import { describe, expect, it } from 'vitest';
import type { Role, Session, Standing } from './api';
import { hearsOfStorage, storageText } from './storage';

const session = (roles: readonly Role[], standing: Standing): Session => ({
  alias: 'urgent-1@desk.example',
  roles,
  standing,
  desks: [],
  token: null,
  shownEvery: null,
});

describe('a store that fills up', () => {
  it('says nothing while there is room', () => {
    expect(storageText(null)).toBe('');
  });

  it('says what will happen, and what happens now', () => {
    expect(storageText(80)).toBe(
      'The store is 80 % full: from 90 % sources can send short reports only, from 97 % nothing. Ask the operator to make room, or to give it more.',
    );
    expect(storageText(90)).toContain('The store is 90 % full: sources can send short reports only now');
    expect(storageText(95)).toContain('from 97 % nothing');
    expect(storageText(100)).toContain('sources can send nothing now');
  });

  it('is told to key admins and desk leads', () => {
    expect(hearsOfStorage(session(['key-admin'], 'no-report-role'))).toBe(true);
    expect(hearsOfStorage(session(['desk-lead'], 'reader'))).toBe(true);
    expect(hearsOfStorage(session(['reviewer'], 'reader'))).toBe(false);
    expect(hearsOfStorage(session(['auditor'], 'no-report-role'))).toBe(false);
    expect(hearsOfStorage(session(['key-admin', 'reviewer'], 'conflicting-roles'))).toBe(false);
  });
});
