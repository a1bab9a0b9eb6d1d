import { config, enums, SignaturePacket, type AnyKeyPacket, type PublicKey, type UserIDPacket } from '@protontech/openpgp';

/** What a signature is about: a primary key, or a user id of it. */
export interface About {
  readonly key: AnyKeyPacket;
  readonly userID?: UserIDPacket;
}

/** As the server believes them: SHA-2 and Ed25519 alone. */
const hashes: readonly unknown[] = [enums.hash.sha256, enums.hash.sha384, enums.hash.sha512];
const algorithms: readonly unknown[] = [enums.publicKey.eddsaLegacy, enums.publicKey.ed25519];
const anyHash = { ...config, rejectHashAlgorithms: new Set<enums.hash>() };
const deskNotation = 'desk@sallyport.org';

/** Every signature in a certificate, wherever it stands. */
export function signaturesIn(key: PublicKey): readonly SignaturePacket[] {
  return Array.from(key.toPacketList()).filter((packet) => packet instanceof SignaturePacket);
}

/** Milliseconds. A signature without a time is older than every key. */
export function createdAt({ created }: SignaturePacket): number {
  return created?.getTime() ?? 0;
}

/** Milliseconds; Infinity where it never ends. */
export function endOf(signature: SignaturePacket): number {
  return Number(signature.getExpirationTime());
}

/** When this signature lets the key that it is on end. Milliseconds; Infinity where it never does. */
export function keyEndOf({ keyExpirationTime }: SignaturePacket, key: PublicKey): number {
  return keyExpirationTime ? key.getCreationTime().getTime() + keyExpirationTime * 1000 : Infinity;
}

/** Whether it names this desk, as trustees write it. The library keeps what is hashed alone. */
export function namesDesk({ rawNotations }: SignaturePacket, desk: string): boolean {
  return rawNotations.some(
    ({ name, humanReadable, value }) => name === deskNotation && humanReadable && new TextDecoder().decode(value) === desk,
  );
}

/** The newest of these that the signer really made, and that does not come from the future; of two from one second the one that ends sooner. */
export async function newest(
  signatures: readonly SignaturePacket[],
  signer: PublicKey,
  about: About,
  at: number,
): Promise<SignaturePacket | null> {
  const possible = signatures.filter(
    (one) => isSound(one) && createdAt(one) <= at && createdAt(one) >= signer.getCreationTime().getTime(),
  );
  possible.sort(
    (one, other) =>
      createdAt(other) - createdAt(one) ||
      compared(endOf(one), endOf(other)) ||
      compared(one.keyExpirationTime || Infinity, other.keyExpirationTime || Infinity),
  );
  for (const one of possible) if (await verifies(one, signer, about)) return one;
  return null;
}

/**
 * Whether the signer took back what was said at that time. Revocations count with every hash that the library verifies, and even from the
 * future: believing too much of them only refuses more. (It verifies no Ed25519 signature with SHA-1; the server does.)
 *
 * @param since milliseconds
 */
export async function isRevoked(
  signatures: readonly SignaturePacket[],
  type: enums.signature.certRevocation | enums.signature.keyRevocation,
  signer: PublicKey,
  about: About,
  since: number,
): Promise<boolean> {
  for (const one of signatures) {
    if (one.signatureType === type && createdAt(one) >= since && (await verifies(one, signer, about))) return true;
  }
  return false;
}

function isSound(one: SignaturePacket): boolean {
  return (
    hashes.includes(one.hashAlgorithm) &&
    one.exportable !== false &&
    // Of what it knows, the library does not say what was critical: neither of these restricts a word that is given here.
    one.trustLevel === null &&
    one.regularExpression === null &&
    one.revocationKeyClass === null &&
    !one.unknownSubpackets.some(({ critical }) => critical) &&
    !one.rawNotations.some(({ name, critical }) => critical && name !== deskNotation)
  );
}

async function verifies(signature: SignaturePacket, signer: PublicKey, about: About): Promise<boolean> {
  if (signature.version !== 4 || !algorithms.includes(signature.publicKeyAlgorithm) || !claims(signature, signer)) return false;
  // A view of its own: the library remembers that a signature was verified, but not with which key. What is critical is asked above.
  const bare = Object.create(signature, {
    unknownSubpackets: { value: [] },
    rawNotations: { value: [] },
    revocationKeyClass: { value: null },
  }) as SignaturePacket;
  try {
    // No date: whether it has ended is asked by whoever asks for it.
    await bare.verify(signer.keyPacket, signature.signatureType as enums.signature, about, null as never, false, anyHash);
    return true;
  } catch {
    return false;
  }
}

function claims({ issuerFingerprint, issuerKeyID }: SignaturePacket, signer: PublicKey): boolean {
  if (issuerFingerprint === null) return issuerKeyID.equals(signer.getKeyID());
  return hex(issuerFingerprint) === signer.getFingerprint();
}

function hex(octets: Uint8Array): string {
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join('');
}

/** Infinity minus Infinity is no order. */
function compared(one: number, other: number): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
