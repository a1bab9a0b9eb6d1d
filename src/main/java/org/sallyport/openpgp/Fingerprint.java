package org.sallyport.openpgp;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The fingerprint of a key: 40 (version 4) or 64 (version 6) upper-case hexadecimal digits (RFC 9580, 5.5.4).
 *
 * @param hex the digits, without spaces
 */
public record Fingerprint(String hex) {
    private static final Pattern DIGITS = Pattern.compile("[0-9A-F]{40}|[0-9A-F]{64}");

    public Fingerprint {
        if (!DIGITS.matcher(hex).matches()) {
            throw new IllegalArgumentException("a fingerprint has 40 or 64 upper-case hexadecimal digits");
        }
    }

    public static Fingerprint of(byte[] octets) {
        return new Fingerprint(HexFormat.of().withUpperCase().formatHex(octets));
    }

    public byte[] octets() {
        return HexFormat.of().parseHex(hex);
    }

    /** The 64-bit key id: the low-order octets of a version 4 fingerprint, the high-order octets of a version 6 one. */
    public long keyId() {
        String digits = hex.length() == 40 ? hex.substring(24) : hex.substring(0, 16);
        return Long.parseUnsignedLong(digits, 16);
    }

    /** In groups of four, as people read it aloud. */
    public String spoken() {
        return hex.replaceAll("(.{4})(?!$)", "$1 ");
    }
}
