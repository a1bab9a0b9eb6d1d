/** Milliseconds after which a key that nobody uses is forgotten. */
export const longestIdle = 15 * 60 * 1000;

/** Measured by the clock on the wall: a machine that slept has been idle as long. */
export class IdleTime {
  private since: number;

  constructor(private readonly now: () => number = () => Date.now()) {
    this.since = now();
  }

  begin(): void {
    this.since = this.now();
  }

  over(): boolean {
    return this.now() - this.since >= longestIdle;
  }
}
