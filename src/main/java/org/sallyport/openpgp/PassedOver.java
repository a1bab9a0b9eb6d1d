package org.sallyport.openpgp;

import java.io.IOException;
import java.io.InputStream;

/**
 * Packets that are dropped wherever they stand: markers, padding, and the types 40 to 63, which OpenPGP leaves to whoever knows
 * them (RFC 9580, 4.3, 5.8 and 5.14). Of one message at most {@value #MOST}, each of a small definite length: nobody keeps a
 * worker busy with them.
 */
final class PassedOver {
    private static final int MOST = 32;
    private static final int FIRST_THAT_MAY_BE_IGNORED = 40;

    private int count;

    static boolean includes(int tag) {
        return tag == PacketTags.MARKER || tag == PacketTags.PADDING || mayBeIgnored(tag);
    }

    static boolean mayBeIgnored(int tag) {
        return tag >= FIRST_THAT_MAY_BE_IGNORED;
    }

    boolean isNone() {
        return count == 0;
    }

    void pass(PacketHeader header, InputStream packets) throws IOException {
        count++;
        boolean small = header.frame().last() && header.frame().length() <= SessionKeyPackets.LONGEST;
        if (!small || count > MOST) {
            throw new MessageRefused(Refusal.MALFORMED);
        }
        header.body(packets);
    }
}
