import { describe, expect, it } from 'vitest';
import { renewal } from './renewal';

describe('the age of a subkey', () => {
  it('is not talked about until two weeks before its day', () => {
    expect(renewal(null, '2026-11-25')).toBeNull();
    expect(renewal('2026-12-10', '2026-11-25')).toBeNull();
    expect(renewal('2026-12-09', '2026-11-25')).toMatchObject({ urgent: false });
  });

  it('is said loudly from three days before, and afterwards in other words', () => {
    expect(renewal('2026-11-29', '2026-11-25')).toMatchObject({ urgent: false });
    expect(renewal('2026-11-28', '2026-11-25')).toMatchObject({ urgent: true });
    expect(renewal('2026-11-28', '2026-11-25')?.text).toContain('should be replaced by 28 November 2026');
    expect(renewal('2026-11-24', '2026-11-25')?.text).toContain('should have been replaced by 24 November 2026');
  });
});
