package org.sallyport.openpgp;

import static org.sallyport.openpgp.Radix64.CRC0;
import static org.sallyport.openpgp.Radix64.CRC1;
import static org.sallyport.openpgp.Radix64.CRC2;
import static org.sallyport.openpgp.Radix64.CRC3;
import static org.sallyport.openpgp.Radix64.CRC4;
import static org.sallyport.openpgp.Radix64.CRC5;
import static org.sallyport.openpgp.Radix64.FIRST;
import static org.sallyport.openpgp.Radix64.SECOND;
import static org.sallyport.openpgp.Radix64.THIRD;
import static org.sallyport.openpgp.Radix64.VALUE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The packets inside an armor (RFC 9580, 6). Lines may have any length and any indentation or quoting; the checksum line
 * may be missing, the END line may not: without it nobody can say whether all lines were pasted.
 *
 * <p>RFC 9580, 6.1 asks whoever <i>decrypts</i> to ignore a wrong checksum, since the seal itself tells. This is an intake:
 * it cannot look inside the seal, and the source is still there to paste again, so a wrong one is refused.
 */
final class Armor extends InputStream {
    private static final byte[] END = "-----END PGP MESSAGE-----".getBytes(StandardCharsets.US_ASCII);

    private final Octets text;
    private final TextDamage damage;
    private int crc = Radix64.CRC_START;

    /** Up to three decoded octets that were not asked for yet: the next in the low bits. */
    private int pending;

    private int pendingCount;
    private boolean padded;
    private boolean ended;

    /** @param damage what the beginning of the text looks like */
    Armor(Octets text, TextDamage damage) {
        this.text = text;
        this.damage = damage;
    }

    TextDamage damage() {
        return damage;
    }

    @Override
    public int read() throws IOException {
        if (pendingCount == 0 && !quantum()) {
            return -1;
        }
        int octet = pending & 0xFF;
        pending >>>= 8;
        pendingCount--;
        return octet;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            if (pendingCount == 0 && !padded) {
                done += quanta(target, offset + done, length - done);
            }
            if (done < length) {
                int octet = read();
                if (octet < 0) {
                    return done == 0 ? -1 : done;
                }
                target[offset + done++] = (byte) octet;
            }
        }
        return done;
    }

    /** Decodes, as far as buffer and target go, the quanta of four characters that are on one line. */
    private int quanta(byte[] target, int offset, int length) {
        byte[] buffer = text.buffer;
        int limit = text.limit;
        int end = offset + length;
        int p = text.position;
        int o = offset;
        int crcNow = crc;
        while (p + 4 <= limit && o + 3 <= end) {
            int one = decode(buffer, p);
            int two = p + 8 <= limit && o + 6 <= end ? decode(buffer, p + 4) : -1;
            if ((one | two) >= 0) {
                put(target, o, one);
                put(target, o + 3, two);
                int mixed = crcNow ^ one;
                crcNow = CRC5[mixed >>> 16]
                        ^ CRC4[(mixed >>> 8) & 0xFF]
                        ^ CRC3[mixed & 0xFF]
                        ^ CRC2[two >>> 16]
                        ^ CRC1[(two >>> 8) & 0xFF]
                        ^ CRC0[two & 0xFF];
                p += 8;
                o += 6;
            } else if (one >= 0) {
                put(target, o, one);
                int mixed = crcNow ^ one;
                crcNow = CRC2[mixed >>> 16] ^ CRC1[(mixed >>> 8) & 0xFF] ^ CRC0[mixed & 0xFF];
                p += 4;
                o += 3;
            } else if (VALUE[buffer[p] & 0xFF] == Radix64.BLANK) {
                p++;
            } else {
                break;
            }
        }
        text.position = p;
        crc = crcNow;
        return o - offset;
    }

    /** Negative where one of the four is not radix-64. */
    private static int decode(byte[] buffer, int p) {
        return FIRST[buffer[p] & 0xFF]
                | SECOND[buffer[p + 1] & 0xFF]
                | THIRD[buffer[p + 2] & 0xFF]
                | VALUE[buffer[p + 3] & 0xFF];
    }

    private static void put(byte[] target, int o, int octets) {
        target[o] = (byte) (octets >> 16);
        target[o + 1] = (byte) (octets >> 8);
        target[o + 2] = (byte) octets;
    }

    /** Decodes the next four characters, wherever they are; false at the end of the armor, which it then checks. */
    private boolean quantum() throws IOException {
        int value = 0;
        int count = 0;
        while (count < 4 && !ended) {
            int c = padded ? '=' : significant();
            if (VALUE[c] >= 0) {
                value = (value << 6) | VALUE[c];
                count++;
            } else if (count == 0) {
                end(padded ? significant() : c);
            } else {
                // "=" in the third or fourth place fills the last quantum up.
                if (c != '=' || count < 2 || TextDamage.isQuotedPrintable(text)) {
                    throw new MessageRefused(TextDamage.at(c, text));
                }
                if (count == 2 && significant() != '=') {
                    throw new MessageRefused(Refusal.DAMAGED);
                }
                padded = true;
                pend(value << (6 * (4 - count)), count - 1);
                return true;
            }
        }
        if (!ended) {
            pend(value, 3);
        }
        return !ended;
    }

    private void pend(int octets, int count) {
        pending = Integer.reverseBytes(octets << 8);
        pendingCount = count;
        for (int i = 0; i < count; i++) {
            crc = Radix64.crc(crc, pending >>> (8 * i));
        }
    }

    private int significant() throws IOException {
        int c;
        do {
            c = text.read();
            if (c < 0) {
                throw new MessageRefused(Refusal.TRUNCATED);
            }
        } while (VALUE[c] == Radix64.BLANK);
        return c;
    }

    /** The checksum line, if there is one, the END line, and nothing armored behind it. */
    private void end(int first) throws IOException {
        int c = first;
        if (c == '=') {
            if (TextDamage.isQuotedPrintable(text)) {
                throw new MessageRefused(Refusal.QUOTED_PRINTABLE);
            }
            int sum = 0;
            for (int i = 0; i < 4; i++) {
                int digit = significant();
                int value = VALUE[digit];
                if (value < 0) {
                    throw new MessageRefused(TextDamage.at(digit, text));
                }
                sum = (sum << 6) | value;
            }
            if (sum != crc) {
                throw new MessageRefused(Refusal.DAMAGED);
            }
            c = significant();
        }
        for (int i = 0; i < END.length; i++) {
            if (c != END[i]) {
                throw new MessageRefused(c < 0 ? Refusal.TRUNCATED : i > 0 ? Refusal.DAMAGED : TextDamage.at(c, text));
            }
            c = i + 1 < END.length ? text.read() : 0;
        }
        Refusal another = ArmorStart.findBeside(text, Long.MAX_VALUE);
        if (another != null) {
            throw new MessageRefused(BehindTheMessage.beside(another));
        }
        ended = true;
    }
}
