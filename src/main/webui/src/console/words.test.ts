import { describe, expect, it } from 'vitest';
import { appearingText, day, fingerprintName, list, shortName, sizeName, stateName, stepFrom } from './words';

describe('words', () => {
  it('says a day as a day, whatever the time zone of the machine', () => {
    expect(day('2026-11-24')).toBe('24 November 2026');
    expect(day('2026-01-01')).toBe('1 January 2026');
  });

  it('leaves what is not a day as it came', () => {
    expect(day('soon')).toBe('soon');
    expect(day('2026-99-99')).toBe('2026-99-99');
  });

  it('calls an entry by the beginning of its id', () => {
    expect(shortName({ id: '3f0c9a2b-1111-4111-8111-111111111111' })).toBe('3f0c9a2b');
  });

  it('calls a new entry received and not yet opened', () => {
    expect(stateName.received).toBe('Received, not yet opened');
  });

  it('calls what the source sent later no new report', () => {
    expect(stateName.again).toBe('The source wrote again');
    expect(stepFrom('again', 'opened')).toBe('Mark as opened');
    expect(stepFrom('again', 'waiting')).toBe('Waiting for the source');
  });

  it('says that a way back leads back', () => {
    expect(stepFrom('received', 'opened')).toBe('Mark as opened');
    expect(stepFrom('done', 'opened')).toBe('Back to opened');
  });

  it('never says of a report that it is proven', () => {
    for (const words of Object.values(stateName)) expect(words).not.toMatch(/prove|confirm|verif/i);
  });

  it('says a size as people do', () => {
    expect([0, 1, 999, 1000, 999_999, 1_250_000, 104_857_600, 2_000_000_000].map(sizeName)).toEqual([
      '0 bytes',
      '1 byte',
      '999 bytes',
      '1 kB',
      '1 MB',
      '1.3 MB',
      '105 MB',
      '2 GB',
    ]);
  });

  it('groups a fingerprint', () => {
    expect(fingerprintName('a1b2c3d4e5')).toBe('A1B2 C3D4 E5');
  });

  it('says when new reports are shown', () => {
    const urgent = { slug: 'urgent', name: 'Urgent', vetted: true, shownAtOnce: true };
    const country = { slug: 'country', name: 'Country', vetted: true, shownAtOnce: false };
    const text = (shownEvery: number | null, ...desks: (typeof urgent)[]) => appearingText({ shownEvery, desks });
    expect(text(60, country)).toBe('New reports appear every hour, in no order.');
    expect(text(1, country)).toBe('New reports appear every minute, in no order.');
    expect(text(120, country)).toBe('New reports appear every 120 minutes, in no order.');
    expect(text(null, country)).toBe('New reports appear in batches, in no order.');
    expect(text(60, urgent, country)).toBe(
      'New reports appear every hour, in no order; those of Urgent every few seconds.',
    );
    expect(text(60, urgent)).toBe('New reports appear every few seconds.');
  });

  it('lists words as one speaks', () => {
    expect(list([])).toBe('');
    expect(list(['a'])).toBe('a');
    expect(list(['a', 'b', 'c'])).toBe('a, b and c');
  });
});
