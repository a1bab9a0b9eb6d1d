import { config, enums, SignaturePacket, type PrivateKey, type PublicKey, type RawNotation, type SecretKeyPacket } from '@protontech/openpgp';
import { Refused, type RefusalKind } from './refusals';

/** The kind of key that codenames have, and reviewers who open in the console. A fresh one each time: generateKey writes into it. */
export const postQuantum = () => ({
  type: 'ecc' as const,
  curve: 'ed25519Legacy' as const,
  subkeys: [{ type: 'ecc' as const, curve: 'curve25519Legacy' as const }, { type: 'pqc' as const }],
});

/** Octets as a download gives them: in pieces, and broken off in the end if a reason is given. */
export function streamOf(octets: Uint8Array, breaksOff?: RefusalKind): ReadableStream<Uint8Array> {
  let at = 0;
  const end = breaksOff === undefined ? octets.length : octets.length >> 1;
  return new ReadableStream({
    pull(controller) {
      if (at < end) controller.enqueue(octets.slice(at, (at = Math.min(end, at + 65_536))));
      else if (breaksOff !== undefined) controller.error(new Refused(breaksOff));
      else controller.close();
    },
  });
}

export async function refused(work: Promise<unknown>): Promise<RefusalKind> {
  try {
    await work;
  } catch (problem) {
    if (problem instanceof Refused) return problem.kind;
    throw problem;
  }
  throw new Error('it was not refused');
}

/** What a trustee says about a certificate, and when. Left out: generic, for good, now, without a desk. */
export interface Word {
  readonly desk?: string;
  readonly notation?: Partial<RawNotation>;
  readonly date?: Date;
  /** Seconds. */
  readonly lasts?: number;
  readonly hash?: enums.hash;
  readonly revokes?: boolean;
  /** Changes what a trustee's program would not write by itself. */
  readonly also?: (signature: SignaturePacket) => void;
}

export const deskNotation = 'desk@sallyport.org';

/** Lets a trustee sign the key's first user id, as gpg does: the signature then travels with the certificate. */
export async function certify(key: PublicKey, trustee: PrivateKey, word: Word = {}): Promise<void> {
  const user = key.users[0];
  if (!user?.userID) throw new Error('nothing to sign');
  const signature = new SignaturePacket();
  signature.version = 4;
  signature.signatureType = word.revokes ? enums.signature.certRevocation : enums.signature.certGeneric;
  signature.publicKeyAlgorithm = trustee.keyPacket.algorithm as unknown as enums.publicKey;
  signature.hashAlgorithm = word.hash ?? enums.hash.sha256;
  signature.issuerKeyID = trustee.getKeyID();
  signature.issuerKeyVersion = 4;
  signature.issuerFingerprint = Uint8Array.from(Buffer.from(trustee.getFingerprint(), 'hex'));
  if (word.desk !== undefined) {
    const value = new TextEncoder().encode(word.desk);
    signature.rawNotations.push({ name: deskNotation, value, humanReadable: true, critical: false, ...word.notation });
  }
  if (word.lasts !== undefined) {
    signature.signatureExpirationTime = word.lasts;
    signature.signatureNeverExpires = false;
  }
  word.also?.(signature);
  const secret = trustee.keyPacket as SecretKeyPacket;
  await signed(signature, secret, { key: key.keyPacket, userID: user.userID }, word.date ?? new Date());
  (word.revokes ? user.revocationSignatures : user.otherCertifications).push(signature);
}

/** The library needs its settings for it, but does not declare that. */
export function signed(signature: SignaturePacket, by: SecretKeyPacket, about: object, date: Date): Promise<void> {
  const { sign } = signature as unknown as { sign: (...given: unknown[]) => Promise<void> };
  return sign.call(signature, by, about, date, false, { ...config, nonDeterministicSignaturesViaNotation: false });
}

export function certificate(key: PublicKey): Uint8Array<ArrayBuffer> {
  return (key.isPrivate() ? key.toPublic() : key).write();
}
