import { createMessage, encrypt, enums, sign, type PrivateKey, type PublicKey } from '@protontech/openpgp';
import type { Octets } from './decrypting';
import { oneCertificate } from './oneCertificate';
import { pad } from './padding';
import { Refused } from './refusals';
import { characters, longestReply } from './replyLength';
import type { UnlockedKeys } from './secretKeys';
import { vouched, type Vouchers } from './vouching';

interface Reviewer {
  readonly alias: string;
  readonly desk: string;
  readonly certificate: Octets;
}

export interface ToSeal {
  readonly text: string;
  /** The reply keys that were found inside the entry's reports, as they came. Empty: only the claim is left. */
  readonly inside: readonly Octets[];
  /** What the server claims to be the source's certificate. */
  readonly claim: Octets;
  /** Those who can open the entry, each with the slug of the desk at which they can. */
  readonly reviewers: readonly Reviewer[];
  /** What shows that trustees vouch for these reviewers. */
  readonly vouchers: Vouchers;
}

export interface SealedReply {
  readonly message: Octets;
  /** What it is sealed to, if that came from inside the report. */
  readonly replyCertificate: Octets | null;
  /** Reviewers whose certificate cannot be used now. */
  readonly leftOut: readonly string[];
}

/**
 * Signs a reply with the reviewer's key and seals it to the source and to the desk. Version 2 of the sealed packet where
 * every recipient can read it, version 1 otherwise; nothing is compressed, and the sealed packet is as long for one word
 * as for the longest reply.
 *
 * @throws Refused before anything is sealed: above all if the reply key inside the report is not the one that the server names,
 *     or a reviewer whom it names is one for whom no quorum vouches
 */
export async function seal(reply: ToSeal, keys: UnlockedKeys): Promise<SealedReply> {
  if (reply.text.trim() === '') throw new Refused('no-reply-text');
  if (characters(reply.text) > longestReply) throw new Refused('reply-too-long');
  const source = await sourceKey(reply);
  const desk = await Promise.all(reply.reviewers.map(async (one) => ({ ...one, key: await reviewerKey(one, reply.vouchers) })));
  const reviewers = desk.flatMap(({ key }) => (key === null ? [] : [key]));
  const message = await sealed(reply.text, [source, ...reviewers], await signer(keys, reviewers));
  return {
    message,
    replyCertificate: reply.inside.length === 0 ? null : (source.write() as Octets),
    leftOut: desk.filter(({ key }) => key === null).map(({ alias }) => alias),
  };
}

/** The key inside the report if there is one; all that are known must be the same key. */
async function sourceKey({ inside, claim }: ToSeal): Promise<PublicKey> {
  const found = await Promise.all(inside.map(usable));
  const claimed = await usable(claim);
  const [first] = found.length === 0 ? [claimed] : found;
  if (!first) throw new Refused('no-reply-key');
  const print = first.getFingerprint();
  if ([...found, claimed].some((key) => key?.getFingerprint() !== print)) throw new Refused('tampered');
  return first;
}

/**
 * Null for what cannot be sealed to now.
 *
 * @throws Refused if it could be, but its quorum of trustees does not vouch for it
 */
async function reviewerKey({ certificate, desk }: Reviewer, vouchers: Vouchers): Promise<PublicKey | null> {
  return (await usable(certificate)) === null ? null : vouched(certificate, { ...vouchers, desk });
}

/** Null for what is not exactly one certificate that can be sealed to now. */
async function usable(octets: Octets): Promise<PublicKey | null> {
  const key = await oneCertificate(octets);
  try {
    await key?.getEncryptionKey();
    return key;
  } catch {
    return null;
  }
}

/** The source verifies an answer with the desk's certificates: one that none of them has signed looks like a forgery. */
async function signer(keys: UnlockedKeys, reviewers: readonly PublicKey[]): Promise<PrivateKey> {
  const known = new Set(reviewers.map((key) => key.getFingerprint()));
  const own = keys.filter((key) => known.has(key.getFingerprint()));
  if (own.length === 0) throw new Refused('not-of-the-desk');
  for (const key of own) if (await canSign(key)) return key;
  throw new Refused('cannot-sign');
}

async function canSign(key: PrivateKey): Promise<boolean> {
  try {
    const { keyPacket } = await key.getSigningKey();
    return 'isDecrypted' in keyPacket && keyPacket.isDecrypted() === true;
  } catch {
    return false;
  }
}

async function sealed(text: string, encryptionKeys: PublicKey[], signingKeys: PrivateKey): Promise<Octets> {
  // As octets, so that no line end is changed under the signature.
  const binary = new TextEncoder().encode(text);
  try {
    const literal = await createMessage({ binary, format: 'utf8' });
    const message = await sign({ message: literal, signingKeys, format: 'object' });
    pad(message);
    const config = {
      preferredCompressionAlgorithm: enums.compression.uncompressed,
      preferredAEADAlgorithm: enums.aead.gcm,
    };
    return (await encrypt({ message, encryptionKeys, format: 'binary', config })) as Octets;
  } finally {
    binary.fill(0);
  }
}
