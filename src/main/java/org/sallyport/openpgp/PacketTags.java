package org.sallyport.openpgp;

/** Packet types (RFC 9580, 5), and what to call a packet that has no place at the gate. */
final class PacketTags {
    static final int PKESK = 1;
    static final int SIGNATURE = 2;
    static final int SKESK = 3;
    static final int MARKER = 10;
    static final int SEIPD = 18;
    static final int PADDING = 21;

    private PacketTags() {}

    /**
     * What to call a packet that the gate does not accept.
     *
     * @param tag its type
     * @param content the first octet of its body: a PNG picture begins like a signature packet, and whoever sends one
     *     should hear "this is not encrypted", not "this is a signature"
     */
    static Refusal refusal(int tag, int content) {
        boolean version = content >= 2 && content <= 6;
        return switch (tag) {
            case SIGNATURE, 4 -> version ? Refusal.SIGNED_ONLY : Refusal.NOT_OPENPGP;
            case 5, 7 -> version ? Refusal.SECRET_KEY : Refusal.NOT_OPENPGP;
            case 6, 14 -> version ? Refusal.PUBLIC_KEY : Refusal.NOT_OPENPGP;
            case 8 -> content <= 3 ? Refusal.COMPRESSED_ONLY : Refusal.NOT_OPENPGP;
            case 9 -> Refusal.NO_INTEGRITY_PROTECTION;
            case 11 -> "btulm1".indexOf(content) >= 0 ? Refusal.NOT_ENCRYPTED : Refusal.NOT_OPENPGP;
            case 20 -> content == 1 ? Refusal.LIBREPGP : Refusal.NOT_OPENPGP;
            default -> Refusal.NOT_OPENPGP;
        };
    }

    static boolean beginsMessage(int tag) {
        return tag == PKESK || tag == SKESK || tag == SEIPD;
    }
}
