package org.sallyport.openpgp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The text form of certificates (RFC 9580, 6.2). Written with the CRC24 line, which gpg 2.2 insists on; read strictly: one
 * block, nothing before or after it, and a CRC24 that holds if there is one.
 */
final class CertificateArmor {
    private static final String BEGIN = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
    private static final String END = "-----END PGP PUBLIC KEY BLOCK-----";
    private static final String SECRET = "-----BEGIN PGP PRIVATE KEY BLOCK-----";
    private static final byte[] NEW_LINE = {'\n'};

    private CertificateArmor() {}

    static boolean isArmored(byte[] input) {
        // The first octet of every packet has its high bit set; text has not.
        return input.length > 0 && input[0] > 0;
    }

    static byte[] decode(byte[] input) throws CertificateRefused {
        List<String> lines = new String(input, ISO_8859_1).strip().lines().toList();
        if (lines.contains(SECRET)) {
            throw new CertificateRefused(CertificateFault.SECRET_KEY);
        }
        if (lines.isEmpty() || !lines.get(0).equals(BEGIN)) {
            throw new CertificateRefused(CertificateFault.GARBAGE);
        }
        if (lines.lastIndexOf(BEGIN) > 0) {
            throw new CertificateRefused(CertificateFault.SEVERAL_CERTIFICATES);
        }
        int blank = lines.indexOf("");
        int end = lines.size() - 1;
        if (blank < 0 || !lines.get(end).equals(END) || lines.subList(0, end).contains(END)) {
            throw new CertificateRefused(CertificateFault.BAD_ARMOR);
        }
        return decode(lines.subList(blank + 1, end));
    }

    private static byte[] decode(List<String> lines) throws CertificateRefused {
        boolean checked = !lines.isEmpty() && lines.get(lines.size() - 1).startsWith("=");
        int last = checked ? lines.size() - 1 : lines.size();
        try {
            byte[] octets = Base64.getDecoder().decode(String.join("", lines.subList(0, last)));
            if (checked
                    && !Arrays.equals(Base64.getDecoder().decode(lines.get(last).substring(1)), crc24(octets))) {
                throw new CertificateRefused(CertificateFault.BAD_ARMOR);
            }
            return octets;
        } catch (IllegalArgumentException notBase64) {
            throw new CertificateRefused(CertificateFault.BAD_ARMOR);
        }
    }

    static String encode(byte[] octets) {
        String lines = new String(Base64.getMimeEncoder(64, NEW_LINE).encode(octets), US_ASCII);
        String check = Base64.getEncoder().encodeToString(crc24(octets));
        return BEGIN + "\n\n" + lines + "\n=" + check + "\n" + END + "\n";
    }

    /** RFC 9580, 6.1.1. */
    private static byte[] crc24(byte[] octets) {
        int crc = 0xB704CE;
        for (byte octet : octets) {
            crc ^= (octet & 0xFF) << 16;
            for (int bit = 0; bit < 8; bit++) {
                crc <<= 1;
                if ((crc & 0x1000000) != 0) {
                    crc ^= 0x1864CFB;
                }
            }
        }
        return new byte[] {(byte) (crc >> 16), (byte) (crc >> 8), (byte) crc};
    }
}
