import type { Octets } from '../../openpgp/decrypting';

/** Fingerprints that can be seen: the octets themselves. What has none is no certificate. */
export function printed(certificates: readonly Octets[]): Promise<(string | null)[]> {
  // What is not plain could not go to the worker.
  return Promise.resolve(structuredClone(certificates).map((octets) => (octets.length === 0 ? null : octets.join(' '))));
}
