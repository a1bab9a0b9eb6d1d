/** Whom this console believes when the server names reviewers. Part of what was built: the server cannot change it later. */
export interface BuiltWith {
  /** Fingerprints in upper-case hexadecimal, sorted. */
  readonly trustees: readonly string[];
  /** How many different trustees must vouch for a certificate, at least. */
  readonly quorum: number;
}

/** Set by vite.config.ts. */
declare const BUILT_WITH: BuiltWith;

export const builtWith: BuiltWith = BUILT_WITH;

/** Then the trustees are whoever the server says they are, and the page tells so. */
export const builtWithoutTrustees = builtWith.trustees.length === 0;
