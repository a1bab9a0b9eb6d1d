package org.sallyport.openpgp;

import java.io.InputStream;
import java.util.List;

/** An encrypted message that the gate let in as far as its body: the session keys for the desk, and the body still to be read. */
public final class SealedMessage {
    private final List<SessionKeyPacket> packets;
    private final int seipdVersion;
    private final InputStream body;

    SealedMessage(List<SessionKeyPacket> packets, int seipdVersion, InputStream body) {
        this.packets = packets;
        this.seipdVersion = seipdVersion;
        this.body = body;
    }

    /** At least one; only for the desk's keys, each once, ordered by their octets. */
    public List<SessionKeyPacket> packets() {
        return packets;
    }

    /** 1 or 2 (RFC 9580, 5.13). */
    public int seipdVersion() {
        return seipdVersion;
    }

    /**
     * The octets of the SEIPD packet without framing, beginning with the version octet; always the same stream. Its end is
     * the gate's last check: {@code read} throws {@link MessageRefused} when the message is cut off or something follows
     * it, so nothing may count as received before the end of this stream was seen. Closing it leaves the upload open.
     */
    public InputStream body() {
        return body;
    }
}
