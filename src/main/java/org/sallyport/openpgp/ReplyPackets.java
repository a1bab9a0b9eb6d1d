package org.sallyport.openpgp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.openpgp.PGPCompressedData;
import org.bouncycastle.openpgp.PGPException;
import org.jspecify.annotations.Nullable;
import org.sallyport.openpgp.ReplyRefused.Reason;

/**
 * The packets inside a reply: one literal, perhaps signed, perhaps compressed once, with what is {@link PassedOver} anywhere. Whoever sealed it
 * may have been anybody, so nothing larger than what is there, or than the limit, is ever held. Wiped when closed.
 */
final class ReplyPackets implements AutoCloseable {
    private static final int ONE_PASS_SIGNATURE = 4;
    private static final int COMPRESSED = 8;
    private static final int LITERAL = 11;
    private static final int MOST_SIGNATURES = 8;
    /** Format, length of the name; behind the name, a time. */
    private static final int LITERAL_HEAD = 2;

    private static final int LITERAL_TIME = 4;

    private final int most;
    private final List<byte[]> held = new ArrayList<>();
    private final List<KeySignature> signatures = new ArrayList<>();
    private byte @Nullable [] literal;
    private int signaturePackets;

    private ReplyPackets(int most) {
        this.most = most;
    }

    /** @param most octets that compressed data may become */
    static ReplyPackets read(byte[] plain, int most) throws IOException {
        ReplyPackets packets = new ReplyPackets(most);
        try {
            packets.readAll(plain, false);
            return packets;
        } catch (IOException e) {
            packets.close();
            throw e;
        }
    }

    private void readAll(byte[] octets, boolean expanded) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(octets);
        for (PacketHeader header = PacketHeader.read(in); header != null; header = PacketHeader.read(in)) {
            byte[] body = body(in, header.frame());
            held.add(body);
            switch (header.tag()) {
                case ONE_PASS_SIGNATURE -> {}
                case PacketTags.SIGNATURE -> sign(body);
                case LITERAL -> {
                    if (literal != null) {
                        throw new ReplyRefused(Reason.NOT_A_TEXT);
                    }
                    literal = body;
                }
                case COMPRESSED -> {
                    if (expanded) {
                        throw new ReplyRefused(Reason.NOT_A_TEXT);
                    }
                    readAll(expand(body), true);
                }
                default -> {
                    if (!PassedOver.includes(header.tag())) {
                        throw new ReplyRefused(Reason.NOT_A_TEXT);
                    }
                }
            }
        }
    }

    /** Out of a definite, a partial, or the old indeterminate length, which gpg writes for compressed data. */
    private static byte[] body(ByteArrayInputStream in, PacketHeader.Frame first) throws IOException {
        byte[] room = new byte[in.available()];
        int length = 0;
        PacketHeader.Frame frame = first;
        boolean indeterminate = !first.last() && first.length() == 0;
        if (indeterminate) {
            frame = new PacketHeader.Frame(in.available(), true);
        }
        while (true) {
            if (frame.length() > in.available()) {
                throw new ReplyRefused(Reason.NOT_A_TEXT);
            }
            length += in.readNBytes(room, length, (int) frame.length());
            if (frame.last()) {
                byte[] body = Arrays.copyOf(room, length);
                Arrays.fill(room, (byte) 0);
                return body;
            }
            frame = PacketHeader.Frame.read(in);
        }
    }

    private void sign(byte[] body) throws ReplyRefused {
        signaturePackets++;
        if (signaturePackets > MOST_SIGNATURES) {
            throw new ReplyRefused(Reason.NOT_A_TEXT);
        }
        KeySignature.read(new CertificatePacket(CertificatePacket.SIGNATURE, body))
                .ifPresent(signatures::add);
    }

    private byte[] expand(byte[] body) throws IOException {
        byte[] packet = new CertificatePacket(COMPRESSED, body).framed();
        try {
            byte[] expanded = new PGPCompressedData(packet).getDataStream().readNBytes(most + 1);
            held.add(expanded);
            if (expanded.length > most) {
                throw new ReplyRefused(Reason.TOO_LARGE);
            }
            return expanded;
        } catch (PGPException | RuntimeException unknownOrBroken) {
            throw new ReplyRefused(Reason.NOT_A_TEXT);
        } finally {
            Arrays.fill(packet, (byte) 0);
        }
    }

    /** The octets of the literal packet, without its name and time, which say things about whoever sent it. */
    byte[] text() throws ReplyRefused {
        byte[] packet = literal;
        if (packet == null || packet.length < LITERAL_HEAD) {
            throw new ReplyRefused(Reason.NOT_A_TEXT);
        }
        int start = LITERAL_HEAD + (packet[1] & 0xFF) + LITERAL_TIME;
        if (packet.length < start) {
            throw new ReplyRefused(Reason.NOT_A_TEXT);
        }
        return Arrays.copyOfRange(packet, start, packet.length);
    }

    boolean isSigned() {
        return signaturePackets > 0;
    }

    /** Those that could count: version 4, Ed25519. */
    List<KeySignature> signatures() {
        return signatures;
    }

    @Override
    public void close() {
        held.forEach(octets -> Arrays.fill(octets, (byte) 0));
    }
}
