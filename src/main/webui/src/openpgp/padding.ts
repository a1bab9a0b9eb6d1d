import { enums, type AnyPacket, type Message } from '@protontech/openpgp';
import type { Octets } from './decrypting';

/**
 * Octets inside the seal of every reply, whatever is said in it: 8,000 characters of four octets each, a signature, and
 * padding enough that its length always takes five octets, so that the sum can always be met.
 */
export const paddedSize = 44 * 1024;

/** Tag and length of a packet of 8,384 octets or more. */
const header = 1 + 5;

/** Random octets that every reader skips (RFC 9580, section 5.14). */
class Padding {
  static readonly tag = enums.packet.padding;

  private readonly octets: Octets;

  constructor(length: number) {
    this.octets = crypto.getRandomValues(new Uint8Array(length));
  }

  write(): Octets {
    return this.octets;
  }
}

/** Adds the padding to a signed message that is about to be sealed; behind it, where it disturbs no reader. */
export function pad(message: Message<Octets>): void {
  const signed = message.write() as Octets;
  message.packets.push(new Padding(paddedSize - header - signed.length) as unknown as AnyPacket);
  signed.fill(0);
}
