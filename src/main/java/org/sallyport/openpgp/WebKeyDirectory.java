package org.sallyport.openpgp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/** Where a mail program looks for the certificate of an address: draft-koch-openpgp-webkey-service, 3.1. */
public final class WebKeyDirectory {
    private static final String Z_BASE_32 = "ybndrfg8ejkmcpqxot1uwisza345h769";
    private static final int BITS = 5;

    private WebKeyDirectory() {}

    /**
     * The name under {@code hu/}: z-base-32 of SHA-1 of the part before the at sign, in small letters. SHA-1 only spreads
     * names here; nothing is trusted because of it.
     */
    public static String name(String address) {
        int at = address.lastIndexOf('@');
        String local = (at < 0 ? address : address.substring(0, at)).toLowerCase(Locale.ROOT);
        try {
            return zBase32(MessageDigest.getInstance("SHA-1").digest(local.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-1", impossible);
        }
    }

    /** 20 octets are 32 letters without a rest. */
    private static String zBase32(byte[] octets) {
        StringBuilder letters = new StringBuilder();
        int waiting = 0;
        int bits = 0;
        for (byte octet : octets) {
            waiting = (waiting << 8 | (octet & 0xFF)) & 0xFFF;
            for (bits += 8; bits >= BITS; bits -= BITS) {
                letters.append(Z_BASE_32.charAt(waiting >> (bits - BITS) & 0x1F));
            }
        }
        return letters.toString();
    }
}
