import { config, enums, SignaturePacket, type PrivateKey, type PublicKey, type RawNotation, type SecretKeyPacket } from '@protontech/openpgp';
import type { Octets } from './decrypting';
import { decoded, noCharacter, type Encoding } from './encodings';
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

/** Octets of a text as an older program writes it: a browser only decodes. */
export function encoded(text: string, encoding: Encoding): Octets {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  if (encoding === 'iso-2022-jp') return inJis(text);
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const octets = new Uint8Array(2 * text.length);
    const view = new DataView(octets.buffer);
    for (let at = 0; at < text.length; at++) view.setUint16(2 * at, text.charCodeAt(at), encoding === 'utf-16le');
    return octets;
  }
  const table = tables.get(encoding) ?? tableOf(encoding);
  tables.set(encoding, table);
  return Uint8Array.from(Array.from(text).flatMap((one) => table.get(one) ?? [0x3f]));
}

type Table = Map<string, readonly number[]>;

const tables = new Map<Encoding, Table>();

function tableOf(encoding: Encoding): Table {
  const table: Table = new Map();
  for (let first = 255; first >= 0x80; first--) {
    for (let second = 255; second >= 0x40; second--) put(table, encoding, [first, second]);
  }
  for (let octet = 255; octet >= 0; octet--) put(table, encoding, [octet]);
  return table;
}

function put(table: Table, encoding: Encoding, octets: readonly number[]): void {
  const character = decoded(Uint8Array.from(octets), encoding);
  if (Array.from(character).length === 1 && character !== noCharacter) table.set(character, octets);
}

/** ISO-2022-JP: the octets of EUC-JP without their high bit, between signs that switch. */
function inJis(text: string): Octets {
  const runs = text.match(/[\0-\x7f]+|[^\0-\x7f]+/g) ?? [];
  const octets = runs.flatMap((run) => {
    const high = Array.from(encoded(run, 'euc-jp'), (octet) => octet & 0x7f);
    return (run.codePointAt(0) ?? 0) < 0x80 ? high : [0x1b, 0x24, 0x42, ...high, 0x1b, 0x28, 0x42];
  });
  return Uint8Array.from(octets);
}

/** A TAR of these files, each header with its sum. @param type of a name without one: a file, or a folder if it ends in "/" */
export function tar(files: readonly (readonly [name: string | Octets, octets: Uint8Array, type?: string])[]): Octets {
  const blocks = files.flatMap(([name, octets, type]) => {
    const header = new Uint8Array(512);
    header.set(typeof name === 'string' ? new TextEncoder().encode(name) : name);
    const size = octets.length.toString(8).padStart(11, '0');
    const put = (text: string, at: number) => header.set(new TextEncoder().encode(text), at);
    put(`0000644\0${size.padStart(27, '0')}\0`, 100);
    put(`${type ?? (header.includes(0x2f) && octets.length === 0 ? '5' : '0')}`, 156);
    put('ustar\x0000', 257);
    put('        ', 148);
    put(`${header.reduce((sum, octet) => sum + octet, 0).toString(8).padStart(6, '0')}\0 `, 148);
    const data = new Uint8Array(Math.ceil(octets.length / 512) * 512);
    data.set(octets);
    return [header, data];
  });
  return Uint8Array.from([...blocks, new Uint8Array(1024)].flatMap((block) => [...block]));
}
