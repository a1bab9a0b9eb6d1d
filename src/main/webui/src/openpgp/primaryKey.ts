import { enums, type PublicKey, type SignaturePacket } from '@protontech/openpgp';
import { createdAt, endOf, isRevoked, keyEndOf, newest, signaturesIn } from './signatures';

/** A feature (RFC 9580, 5.2.3.32). */
const readsVersion2 = 0x08;

/** What a certificate's living primary key says of itself. */
export interface PrimaryKey {
  /** Whether it may vouch for others. */
  readonly certifies: boolean;
  /** Whether its owner's program reads version 2 of the sealed packet: some statement says so, and none says otherwise. */
  readonly version2: boolean;
  /** When it ends, in milliseconds; of several statements about that the earliest. */
  readonly until: number;
}

/**
 * Judged as the server does it.
 *
 * @returns null if it is revoked, has expired, comes from the future, or nothing that it says of itself verifies
 */
export async function primaryKey(key: PublicKey, at: number): Promise<PrimaryKey | null> {
  const all = signaturesIn(key);
  const about = { key: key.keyPacket };
  if (await isRevoked(all, enums.signature.keyRevocation, key, about, -Infinity)) return null;
  if (key.getCreationTime().getTime() > at) return null;
  const said = await onUserIds(key, all, at);
  if (said.length === 0) return null;
  const direct = await newest(all.filter(({ signatureType }) => signatureType === enums.signature.key), key, about, at);
  if (direct !== null) said.push(direct);
  const until = Math.min(...said.flatMap((one) => [endOf(one), keyEndOf(one, key)]));
  if (until <= at) return null;
  const features = said.flatMap((one) => (one.features === null ? [] : [one.features[0] ?? 0]));
  return {
    certifies: said.every((one) => one.keyFlags === null || ((one.keyFlags[0] ?? 0) & enums.keyFlags.certifyKeys) !== 0),
    version2: features.length > 0 && features.every((octet) => (octet & readsVersion2) !== 0),
    until,
  };
}

/** The newest statement about each user id, if it was not taken back. */
async function onUserIds(key: PublicKey, all: readonly SignaturePacket[], at: number): Promise<SignaturePacket[]> {
  const living: SignaturePacket[] = [];
  for (const { userID, selfCertifications } of key.users) {
    if (userID === null) continue;
    const about = { key: key.keyPacket, userID };
    const self = await newest(selfCertifications, key, about, at);
    if (self === null) continue;
    if (!(await isRevoked(all, enums.signature.certRevocation, key, about, createdAt(self)))) living.push(self);
  }
  return living;
}
