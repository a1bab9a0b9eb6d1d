/** What is said before something ends by itself. */
export interface Warning {
  readonly text: string;
  /** Whether it is so near that it is said loudly. */
  readonly urgent: boolean;
}

const aDay = 24 * 3600 * 1000;

/** Days before the end. */
export const warnedFrom = 14;
export const urgentFrom = 3;

/**
 * Negative behind it; null if there is no end.
 *
 * @param end a day, as 2026-11-24
 * @param today in the same form
 */
export function daysUntil(end: string | null, today: string): number | null {
  return end === null ? null : Math.round((Date.parse(end) - Date.parse(today)) / aDay);
}

/** Of this computer's clock, in UTC. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
