import { enums, readKeys, type PublicKey } from '@protontech/openpgp';
import { builtWith, type BuiltWith } from './builtWith';
import type { Octets } from './decrypting';
import { primaryKey } from './primaryKey';
import { Refused } from './refusals';
import { createdAt, endOf, isRevoked, namesDesk, newest, signaturesIn } from './signatures';

export { builtWithoutTrustees } from './builtWith';

/** What the server says about who vouches for reviewers. */
export interface Vouchers {
  /** The trustees' certificates, binary. */
  readonly trustees: readonly Octets[];
  readonly quorum: number;
}

export interface Vouching extends Vouchers {
  /** The desk's slug. */
  readonly desk: string;
}

/** Milliseconds that a trustee's word counts at most, whatever expiry it carries: 184 days, as on the server. */
const longestWord = 184 * 24 * 3600 * 1000;

/**
 * A certificate that enough trustees vouch for at this desk. The server's word for it is not taken: it names trustees, and
 * only those count whose fingerprints were compiled in.
 *
 * @param octets of the certificate, binary
 * @returns the certificate, which can be sealed to now
 * @throws Refused if it does not have its quorum, or cannot be used
 */
export async function vouched(octets: Octets, vouching: Vouching, at = new Date(), built: BuiltWith = builtWith): Promise<PublicKey> {
  const certificate = await oneCertificate(octets);
  if (certificate === null || !(await isUsable(certificate, at))) throw new Refused('not-vouched');
  const trustees = await believed(vouching.trustees, built);
  const fingerprint = certificate.getFingerprint();
  // A trustee is no reviewer: whoever vouches does not read.
  if (trustees.has(fingerprint) || built.trustees.includes(fingerprint.toUpperCase())) throw new Refused('not-vouched');
  let votes = 0;
  for (const trustee of trustees.values()) if (await vouches(trustee, certificate, vouching.desk, at.getTime())) votes++;
  // So written, a number that is none refuses.
  if (!(votes >= quorumOf(vouching, built))) throw new Refused('not-vouched');
  return certificate;
}

function quorumOf({ quorum }: Vouching, built: BuiltWith): number {
  return Math.max(1, quorum, built.trustees.length === 0 ? 1 : built.quorum);
}

/** By fingerprint: one vote each. What cannot be read gives none. */
async function believed(certificates: readonly Octets[], { trustees }: BuiltWith): Promise<ReadonlyMap<string, PublicKey>> {
  const found = new Map<string, PublicKey>();
  for (const octets of certificates) {
    const trustee = await oneCertificate(octets);
    if (trustee === null) continue;
    const fingerprint = trustee.getFingerprint();
    if (trustees.length === 0 || trustees.includes(fingerprint.toUpperCase())) found.set(fingerprint, trustee);
  }
  return found;
}

/** Only a trustee's newest word counts: an older one does not come back when it ends, is taken back, or names another desk. */
async function vouches(trustee: PublicKey, certificate: PublicKey, desk: string, at: number): Promise<boolean> {
  const userID = certificate.users[0]?.userID;
  if (!userID || !(await primaryKey(trustee, at))?.certifies) return false;
  const about = { key: certificate.keyPacket, userID };
  const word = await newest(certificate.users[0]?.otherCertifications ?? [], trustee, about, at);
  if (word === null || !namesDesk(word, desk)) return false;
  if (Math.min(endOf(word), createdAt(word) + longestWord) <= at) return false;
  const all = [...signaturesIn(certificate), ...signaturesIn(trustee)];
  return !(await isRevoked(all, enums.signature.certRevocation, trustee, about, createdAt(word)));
}

async function isUsable(certificate: PublicKey, at: Date): Promise<boolean> {
  if (certificate.users.length !== 1 || (await primaryKey(certificate, at.getTime())) === null) return false;
  try {
    await certificate.getEncryptionKey(undefined, at);
    return true;
  } catch {
    return false;
  }
}

async function oneCertificate(octets: Octets): Promise<PublicKey | null> {
  try {
    const [key, ...others] = await readKeys({ binaryKeys: octets.slice() });
    return key === undefined || others.length > 0 || key.isPrivate() ? null : key;
  } catch {
    return null;
  }
}
