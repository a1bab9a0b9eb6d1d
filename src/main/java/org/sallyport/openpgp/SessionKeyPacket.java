package org.sallyport.openpgp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;

/**
 * One public-key encrypted session key packet (PKESK; RFC 9580, 5.1): the key to the sealed body, for one recipient.
 *
 * @param recipient whom it is for
 * @param octets the packet's body, beginning with its version, without framing
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below; nobody here changes an array
public record SessionKeyPacket(EncryptionKey recipient, byte[] octets) {

    /**
     * Reads one packet that a program made for a body that is stored already.
     *
     * @param framed the packet with its framing, and nothing else
     * @param keys for one of them it must be
     * @param seipdVersion of the stored body
     * @throws MessageRefused for anything else; the reason is the gate's
     */
    public static SessionKeyPacket read(byte[] framed, Collection<EncryptionKey> keys, int seipdVersion)
            throws MessageRefused {
        SessionKeyPackets packets = new SessionKeyPackets();
        InputStream input = new ByteArrayInputStream(framed);
        try {
            PacketHeader header = PacketHeader.read(input);
            if (header == null
                    || header.tag() != PacketTags.PKESK
                    || !header.frame().last()) {
                throw new MessageRefused(Refusal.MALFORMED);
            }
            if (header.frame().length() > SessionKeyPackets.LONGEST) {
                throw new MessageRefused(Refusal.SESSION_KEY_TOO_LARGE);
            }
            packets.add(header.body(input));
            if (input.read() >= 0) {
                throw new MessageRefused(Refusal.TRAILING_DATA);
            }
        } catch (MessageRefused refused) {
            throw refused;
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
        return packets.keep(keys, seipdVersion).get(0);
    }

    /** Where the number of the algorithm stands in a packet that came through the gate (RFC 9580, 5.1.1 and 5.1.2). */
    static int algorithmAt(byte[] octets) {
        return octets[0] == 3 ? 9 : 2 + octets[1];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SessionKeyPacket that
                && recipient.equals(that.recipient)
                && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return "SessionKeyPacket[" + octets.length + " octets]";
    }
}
