import { day } from '../words';

export interface Renewal {
  readonly text: string;
  /** Whether it is so near that it is said loudly. */
  readonly urgent: boolean;
}

const aDay = 24 * 3600 * 1000;
const near = 14;
const urgent = 3;

/**
 * What a reviewer hears of their newest subkey's age: nothing until two weeks before it should be replaced.
 *
 * @param by that day, as 2026-11-24
 * @param today in the same form
 */
export function renewal(by: string | null, today: string): Renewal | null {
  if (by === null) return null;
  const left = Math.round((Date.parse(by) - Date.parse(today)) / aDay);
  if (left > near) return null;
  const when = left < 0 ? `should have been replaced by ${day(by)}` : `should be replaced by ${day(by)}`;
  return { text: `Your newest subkey ${when}. Give your certificate a new one on the page “My certificate”.`, urgent: left <= urgent };
}
