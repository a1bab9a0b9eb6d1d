import { describe, expect, it } from 'vitest';
import type { CertificateState, DeskState } from './keyring';
import { actText, closingText, deskText, isVetted, isWaiting, standingText, vouchingText } from './words';

const names = new Map([['urgent', 'Urgent protection']]);

const sound: CertificateState = {
  fingerprint: 'AAAA BBBB',
  alias: 'urgent-1@desk.example',
  fault: null,
  until: null,
  version2: true,
  postQuantum: true,
  held: true,
  retired: false,
  desks: [],
  armored: '',
};
const desk: DeskState = {
  slug: 'urgent',
  name: 'Urgent protection',
  description: '',
  texts: [],
  retired: false,
  shownAtOnce: false,
  open: false,
  reviewers: 1,
  minimum: 2,
  openUntil: null,
  lacking: [],
};

describe('what a certificate is worth', () => {
  it('says how many of how many trustees vouch, and until when', () => {
    expect(vouchingText({ desk: 'urgent', trustees: 1, quorum: 2, until: null }, names)).toBe(
      'Urgent protection: 1 of 2 trustees',
    );
    expect(vouchingText({ desk: 'gone', trustees: 2, quorum: 2, until: '2027-05-01' }, names)).toBe(
      'gone: 2 trustees (2 are enough), valid until 2027-05-01',
    );
  });

  it('receives only with a quorum and without a fault', () => {
    const vouched = { ...sound, desks: [{ desk: 'urgent', trustees: 2, quorum: 2, until: '2027-05-01' }] };
    expect(isVetted(sound)).toBe(false);
    expect(isVetted(vouched)).toBe(true);
    expect(standingText(vouched)).toBe('Receives reports.');
    expect(standingText({ ...vouched, fault: 'the certificate is revoked' })).toBe(
      'Receives nothing: the certificate is revoked.',
    );
    expect(standingText(sound)).toBe('Receives nothing yet: no trustee vouches for it.');
  });
});

describe('a retired certificate', () => {
  const vouched = { ...sound, desks: [{ desk: 'urgent', trustees: 2, quorum: 2, until: '2027-05-01' }] };
  const retired = { ...vouched, retired: true };

  it('receives nothing whoever vouches for it, and says so whatever else is wrong with it', () => {
    expect(isVetted(retired)).toBe(false);
    expect(standingText(retired)).toContain('Retired');
    expect(standingText({ ...retired, fault: 'it has expired' })).toContain('Retired');
  });

  it('waits for no trustee', () => {
    expect(isWaiting(sound)).toBe(true);
    expect(isWaiting(vouched)).toBe(false);
    expect(isWaiting({ ...sound, fault: 'it has expired' })).toBe(false);
    expect(isWaiting({ ...sound, retired: true })).toBe(false);
  });

  it('is told of in the record', () => {
    expect(actText({ number: 1, day: '2026-11-24', actor: 'a', kind: 'certificate-retired', subject: 'F', hash: '' })).toBe(
      'retired a certificate',
    );
  });
});

describe('a desk', () => {
  it('says why it is not offered', () => {
    expect(deskText(desk)).toBe('Not offered to sources: 1 vetted reviewer, and 2 are needed.');
    expect(deskText({ ...desk, open: true, reviewers: 3 })).toBe('Offered to sources: 3 vetted reviewers.');
    expect(deskText({ ...desk, retired: true })).toContain('Retired');
  });
});

describe('a desk that closes by itself', () => {
  const open = { ...desk, open: true, reviewers: 2, openUntil: '2026-12-09' };

  it('is announced two weeks before, and loudly three days before', () => {
    expect(closingText(open, '2026-11-24')).toBeNull();
    expect(closingText(open, '2026-11-25')?.urgent).toBe(false);
    expect(closingText(open, '2026-12-06')?.urgent).toBe(true);
    expect(closingText(open, '2026-12-06')?.text).toContain('fewer than 2 vetted reviewers');
  });

  it('is not announced where it cannot close, or is closed for good', () => {
    expect(closingText(desk, '2026-12-06')).toBeNull();
    expect(closingText({ ...open, retired: true }, '2026-12-06')).toBeNull();
  });
});
