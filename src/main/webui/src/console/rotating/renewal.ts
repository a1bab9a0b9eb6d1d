import { daysUntil, urgentFrom, warnedFrom, type Warning } from '../warning';
import { day } from '../words';

/**
 * What a reviewer hears of their newest subkey's age: nothing until two weeks before it should be replaced.
 *
 * @param by that day, as 2026-11-24
 * @param today in the same form
 */
export function renewal(by: string | null, today: string): Warning | null {
  const left = daysUntil(by, today);
  if (by === null || left === null || left > warnedFrom) return null;
  const when = left < 0 ? `should have been replaced by ${day(by)}` : `should be replaced by ${day(by)}`;
  return { text: `Your newest subkey ${when}. Give your certificate a new one on the page “My certificate”.`, urgent: left <= urgentFrom };
}
