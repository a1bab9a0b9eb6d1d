import type { Octets } from '../../openpgp/decrypting';

/** A certificate, and its fingerprint in hex: null for what is no certificate. */
export interface Printed {
  readonly octets: Octets;
  readonly fingerprint: string | null;
}

/** What one report of an entry has inside. */
export interface Inside {
  readonly message: string;
  /** The outermost first, since a message can hold another; empty: there is none. Null: it could not be opened. */
  readonly keys: readonly Printed[] | null;
}

/**
 * To whom an answer may go. Where messages are named, they are ids.
 *
 * - `inside`: all reports that have a key inside have the same, and the server names it for this entry's mailbox
 * - `claim`: no report has one, so there is only what the server says
 * - `disagree`: two keys differ; within: both in the same report
 * - `another`: the key inside is not this mailbox's; twin: the entry that it belongs to, if that is known
 * - `unusable`: what lies inside as a key is none
 */
export type Verdict =
  | { readonly kind: 'inside'; readonly key: Printed; readonly without: readonly string[]; readonly unopened: readonly string[] }
  | { readonly kind: 'claim'; readonly unopened: readonly string[] }
  | { readonly kind: 'disagree'; readonly within: boolean }
  | { readonly kind: 'another'; readonly twin: string | null }
  | { readonly kind: 'unusable' };

/**
 * @param reports all of the entry's, in order. Keys of additions and replies never come here: whoever captured a report can
 *     add to it under a codename of their own
 * @param claim the fingerprint of what the server names; null if that is no certificate
 */
export function judge(
  reports: readonly Inside[],
  claim: string | null,
  twins: readonly { readonly id: string; readonly fingerprint: string | null }[],
): Verdict {
  const unopened = reports.filter(({ keys }) => keys === null).map(({ message }) => message);
  const [key, ...others] = reports.flatMap(({ keys }) => keys ?? []);
  if (key === undefined) return { kind: 'claim', unopened };
  if ([key, ...others].some(({ fingerprint }) => fingerprint === null)) return { kind: 'unusable' };
  if (others.some(({ fingerprint }) => fingerprint !== key.fingerprint)) return { kind: 'disagree', within: reports.some(mixed) };
  if (key.fingerprint !== claim) {
    return { kind: 'another', twin: twins.find(({ fingerprint }) => fingerprint === key.fingerprint)?.id ?? null };
  }
  return { kind: 'inside', key, unopened, without: reports.filter(({ keys }) => keys?.length === 0).map(({ message }) => message) };
}

function mixed({ keys }: Inside): boolean {
  return new Set(keys?.map(({ fingerprint }) => fingerprint)).size > 1;
}
