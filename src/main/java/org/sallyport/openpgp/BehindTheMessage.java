package org.sallyport.openpgp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;

/**
 * What may stand behind a sealed packet: white space and NULs, which editors and disks add, and what is {@link PassedOver}.
 * Anything else is refused by its name, so that whoever sent it knows what to take away.
 */
final class BehindTheMessage {
    private static final String BEGIN = "-----BEGIN PGP ";
    private static final int LOOK = 64;

    private BehindTheMessage() {}

    static void pass(InputStream packets, PassedOver passed) throws IOException {
        for (int first = packets.read(); first >= 0; first = packets.read()) {
            if ((first & 0x80) != 0) {
                packet(first, packets, passed);
            } else if (!isBlank(first)) {
                throw new MessageRefused(text(first, packets));
            }
        }
    }

    private static boolean isBlank(int octet) {
        return octet == 0 || octet == '\n' || octet == '\r' || octet == ' ' || octet == '\t';
    }

    private static void packet(int first, InputStream packets, PassedOver passed) throws IOException {
        int tag;
        try {
            PacketHeader header = PacketHeader.read(first, packets);
            tag = header.tag();
            if (PassedOver.includes(tag)) {
                passed.pass(header, packets);
                return;
            }
        } catch (MessageRefused noPacket) {
            throw new MessageRefused(Refusal.TRAILING_DATA);
        }
        throw new MessageRefused(
                PacketTags.beginsMessage(tag)
                        ? Refusal.TWO_MESSAGES
                        : beside(PacketTags.refusal(tag, Math.max(0, packets.read()))));
    }

    private static Refusal text(int first, InputStream packets) throws IOException {
        String text = (char) first + new String(packets.readNBytes(LOOK), ISO_8859_1);
        if (text.startsWith(BEGIN)) {
            String label = text.substring(BEGIN.length());
            return beside(ArmorStart.block(label.substring(0, Math.max(0, label.indexOf('-')))));
        }
        boolean readable = text.chars().noneMatch(c -> Character.isISOControl(c) && !isBlank(c));
        return readable ? Refusal.NOT_ENCRYPTED_BESIDE : Refusal.TRAILING_DATA;
    }

    /**
     * What to call something that stands beside a message.
     *
     * @param alone what it is called by itself
     */
    static Refusal beside(Refusal alone) {
        return switch (alone) {
            case SECRET_KEY, TWO_MESSAGES -> alone;
            case PUBLIC_KEY -> Refusal.PUBLIC_KEY_BESIDE;
            case SIGNED_ONLY, CLEAR_SIGNED, DETACHED_SIGNATURE -> Refusal.SIGNATURE_BESIDE;
            case NOT_ENCRYPTED, COMPRESSED_ONLY -> Refusal.NOT_ENCRYPTED_BESIDE;
            default -> Refusal.TRAILING_DATA;
        };
    }
}
