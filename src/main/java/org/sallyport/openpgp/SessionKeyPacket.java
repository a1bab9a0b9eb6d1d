package org.sallyport.openpgp;

import java.util.Arrays;
import java.util.Optional;

/**
 * One public-key encrypted session key packet (PKESK; RFC 9580, 5.1): the key to the sealed body, for one recipient.
 *
 * @param recipient whom it is for; empty where the sender hid it
 * @param octets the packet's body, beginning with its version, without framing
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below; nobody here changes an array
public record SessionKeyPacket(Optional<EncryptionKey> recipient, byte[] octets) {

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
