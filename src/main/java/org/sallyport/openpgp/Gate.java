package org.sallyport.openpgp;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;

/**
 * The one gate of all three lanes: it lets in an OpenPGP message that is sealed to the desk, and nothing else, without any
 * private key. Grammar: 1 to 32 PKESK (SKESK beside them are dropped), one SEIPD; before, between and after them what is
 * {@link PassedOver}, and nothing else (RFC 9580, 10.3, without what is not encrypted).
 *
 * <p>Memory is constant, whatever is declared or sent: a buffer of 32 KiB and at most 32 packets of 4 KiB. Nothing is
 * written anywhere. The gate cannot know whether the message can be opened: that a session key is garbage, or the body was
 * changed, is seen only by whoever opens it.
 */
public final class Gate {
    private final InputStream packets;
    private final SessionKeyPackets sessionKeys = new SessionKeyPackets();
    private final PassedOver passed = new PassedOver();
    private boolean password;

    /** A packet has come that is known: it is OpenPGP, and no picture that begins like a packet of an unknown type. */
    private boolean certain;

    private Gate(InputStream packets) {
        this.packets = packets;
    }

    /**
     * Reads as far as the header of the sealed packet, and no further than the octet that makes a refusal certain.
     *
     * @param upload OpenPGP packets, or text with an armored message in it (RFC 9580, 6.2); left open
     * @param desk the current encryption keys of the desk's vetted reviewers
     * @throws MessageRefused for what the upload is
     * @throws IOException only where the upload itself cannot be read
     */
    public static SealedMessage admit(InputStream upload, Collection<EncryptionKey> desk) throws IOException {
        Octets octets = new Octets(upload);
        if (!UploadKind.isText(octets)) {
            return new Gate(octets).admit(desk);
        }
        Armor armor = ArmorStart.open(octets);
        try {
            return new Gate(armor).admit(desk);
        } catch (MessageRefused refused) {
            throw new MessageRefused(armor.damage().behind(refused.reason()));
        }
    }

    private SealedMessage admit(Collection<EncryptionKey> desk) throws IOException {
        PacketHeader header = sealed();
        if (sessionKeys.isEmpty()) {
            throw new MessageRefused(password ? Refusal.PASSWORD_ONLY : Refusal.NOT_FOR_THIS_DESK);
        }
        return seal(header.frame(), desk);
    }

    /** Takes what stands in front of the sealed packet. */
    private PacketHeader sealed() throws IOException {
        try {
            PacketHeader header = PacketHeader.read(packets);
            if (header == null) {
                throw new MessageRefused(Refusal.EMPTY);
            }
            while (header != null && header.tag() != PacketTags.SEIPD) {
                // A marker, or padding, says what it is before it is read; what it takes to ignore an unknown packet
                // does not.
                certain |= PassedOver.includes(header.tag()) && !PassedOver.mayBeIgnored(header.tag());
                take(header);
                certain |= !PassedOver.mayBeIgnored(header.tag());
                header = PacketHeader.read(packets);
            }
            if (header == null) {
                throw new MessageRefused(Refusal.TRUNCATED);
            }
            return header;
        } catch (MessageRefused refused) {
            boolean broken = refused.reason() == Refusal.MALFORMED || refused.reason() == Refusal.TRUNCATED;
            throw broken && !certain && !passed.isNone() ? new MessageRefused(Refusal.NOT_OPENPGP) : refused;
        }
    }

    private void take(PacketHeader header) throws IOException {
        if (PassedOver.includes(header.tag())) {
            passed.pass(header, packets);
            return;
        }
        switch (header.tag()) {
            case PacketTags.PKESK -> {
                if (!header.frame().last()) {
                    throw new MessageRefused(Refusal.SESSION_KEY_WITHOUT_LENGTH);
                }
                if (header.frame().length() > SessionKeyPackets.LONGEST) {
                    throw new MessageRefused(Refusal.SESSION_KEY_TOO_LARGE);
                }
                sessionKeys.add(header.body(packets));
            }
            case PacketTags.SKESK -> {
                passed.pass(header, packets);
                password = true;
            }
            default -> throw unexpected(header);
        }
    }

    private MessageRefused unexpected(PacketHeader header) throws IOException {
        Refusal refusal = PacketTags.refusal(header.tag(), PacketHeader.octet(packets));
        if (refusal == Refusal.NOT_OPENPGP && certain) {
            return new MessageRefused(Refusal.MALFORMED);
        }
        boolean alone =
                !certain && passed.isNone() && header.tag() == PacketTags.SIGNATURE && refusal == Refusal.SIGNED_ONLY;
        return new MessageRefused(alone && endsWith(header.frame()) ? Refusal.DETACHED_SIGNATURE : refusal);
    }

    /** Whether nothing follows a short packet, of whose body one octet has been read. */
    private boolean endsWith(PacketHeader.Frame frame) throws IOException {
        if (!frame.last() || frame.length() > SessionKeyPackets.LONGEST) {
            return false;
        }
        int rest = (int) frame.length() - 1;
        return packets.readNBytes(rest).length == rest && packets.read() < 0;
    }

    private SealedMessage seal(PacketHeader.Frame frame, Collection<EncryptionKey> desk) throws IOException {
        SealedBody body = SealedBody.open(packets, frame, passed);
        return new SealedMessage(sessionKeys.keep(desk, body.version()), body.version(), body);
    }
}
