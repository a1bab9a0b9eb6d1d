import { decrypt, enums, readMessage, unarmor, type Message, type SessionKey } from '@protontech/openpgp';
import { sessionKeysOf } from './recipientPackets';
import { Refused, type RefusalKind } from './refusals';
import { isMissing, type UnlockedKeys } from './secretKeys';

type Sealed = Message<Uint8Array>;
export type Octets = Uint8Array<ArrayBuffer>;

/** Every program seals to a subkey once, with one session key for all; and each that is tried holds the whole message anew. */
const mostSessionKeys = 2;

/**
 * Opens a sealed message. What it returns has passed the message's integrity check to its last octet: until then the
 * plaintext is nowhere but in here, and if the check fails, it is wiped. The name, the time and the signer that a program
 * wrote into the seal are not read at all.
 *
 * @param sealed binary; read as it comes, so that a download and its opening go on together
 * @param expected octets, as near as one knows: the sealed length
 * @param most octets of plaintext that are held; more is refused, which also stops what was compressed to a bomb
 */
export async function openSealed(
  sealed: ReadableStream<Uint8Array>,
  keys: UnlockedKeys,
  expected: number,
  most: number,
): Promise<Octets> {
  // Neither setting may come from anywhere else: they are what makes the promise above true.
  const config = {
    allowUnauthenticatedMessages: false,
    allowUnauthenticatedStream: false,
    enforceGrammar: true,
    maxDecompressedMessageSize: most,
  };
  const message = await orRefuse('not-a-message', readMessage({ binaryMessage: sealed, config }));
  checkForm(message);
  const fault = named(message, keys) ? 'damaged' : 'wrong-key';
  const sessionKeys = distinct(await orRefuse(fault, sessionKeysOf(message, keys, config)));
  if (sessionKeys.length > mostSessionKeys) throw new Refused('damaged');
  const opened = await orRefuse('damaged', decrypt({ message, sessionKeys: sessionKeys as SessionKey[], format: 'binary', config }));
  // Nobody's keys are given to verify with: what is said of a signature is not asked for, and not an error.
  for (const signature of opened.signatures) signature.verified.catch(() => undefined);
  return gather(opened.data as unknown as ReadableStream<Uint8Array>, expected, most);
}

/** The same for a message that is in memory already, and may be armored. */
export async function openHeld(octets: Octets, keys: UnlockedKeys, most: number): Promise<Octets> {
  const begin = new TextDecoder('latin1').decode(octets.subarray(0, 200));
  if (!begin.includes('-----BEGIN PGP MESSAGE-----')) return openSealed(once(octets), keys, octets.length, most);
  const armored = new TextDecoder('latin1').decode(octets).trimStart();
  const { data } = await orRefuse('not-a-message', unarmor(armored));
  return openSealed(once(data as unknown as Uint8Array), keys, octets.length, most);
}

function distinct<T extends { readonly data: Uint8Array }>(sessionKeys: readonly T[]): T[] {
  return sessionKeys.filter(
    ({ data }, at) => sessionKeys.findIndex((other) => other.data.length === data.length && other.data.every((octet, n) => octet === data[n])) === at,
  );
}

function once(octets: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(octets);
      controller.close();
    },
  });
}

function checkForm(message: Sealed): void {
  const has = (tag: enums.packet) => message.packets.filterByTag(tag).length > 0;
  if (has(enums.packet.symmetricallyEncryptedData)) throw new Refused('no-integrity');
  if (has(enums.packet.literalData) || has(enums.packet.compressedData)) throw new Refused('not-sealed');
  if (!has(enums.packet.symEncryptedIntegrityProtectedData)) throw new Refused('not-a-message');
}

/**
 * Whether one of these keys is a named recipient. A key id of zeros names nobody: then it is only tried.
 *
 * @throws Refused if others are named, and none of these, or none whose secret half is here
 */
function named(message: Sealed, keys: UnlockedKeys): boolean {
  const recipients = message.getEncryptionKeyIDs();
  const ours = keys.flatMap((key) => key.getKeys());
  const found = ours.filter((own) => recipients.some((id) => own.getKeyID().equals(id)));
  if (found.some(({ keyPacket }) => !isMissing(keyPacket))) return true;
  if (recipients.some((id) => /^0+$/.test(id.toHex()))) return false;
  throw new Refused(found.length > 0 ? 'half-elsewhere' : 'wrong-key');
}

async function gather(plaintext: ReadableStream<Uint8Array>, expected: number, most: number): Promise<Octets> {
  // One buffer of about the right size: a second copy of a large report would cost as much again.
  let held = new Uint8Array(Math.min(expected, most));
  let length = 0;
  try {
    for (const reader = plaintext.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) return held.subarray(0, length);
      if (length + value.length > most) {
        void reader.cancel().catch(() => undefined);
        throw new Refused('too-large');
      }
      if (length + value.length > held.length) held = grown(held, Math.min(most, 2 * (length + value.length)));
      held.set(value, length);
      length += value.length;
    }
  } catch (problem) {
    held.fill(0);
    throw refusalOf('damaged', problem);
  }
}

function grown(held: Octets, size: number): Octets {
  const larger = new Uint8Array(size);
  larger.set(held);
  held.fill(0);
  return larger;
}

async function orRefuse<T>(kind: RefusalKind, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (problem) {
    throw refusalOf(kind, problem);
  }
}

/** The library wraps what broke off the stream: a cancelled download stays a cancelled one. */
function refusalOf(kind: RefusalKind, problem: unknown): Refused {
  for (let at = problem; at instanceof Error; at = at.cause) {
    if (at instanceof Refused) return at;
    if (at.message.includes('Maximum decompressed message size exceeded')) return new Refused('too-large');
  }
  return new Refused(kind);
}
