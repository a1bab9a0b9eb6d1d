package org.sallyport.openpgp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text form of certificates (RFC 9580, 6.2). Written with the CRC24 line, which gpg 2.2 insists on. Read as people, mail
 * programs and PowerShell leave it: with other text around it, quoted, indented, with all lines joined, behind a byte order
 * mark or in UTF-16; but one block alone, and a CRC24 that holds if there is one.
 */
final class CertificateArmor {
    private static final String BEGIN = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
    private static final String END = "-----END PGP PUBLIC KEY BLOCK-----";
    private static final byte[] NEW_LINE = {'\n'};

    /** White space, what mail programs quote with, and marks without a width. */
    private static final String BLANK = "[\\s>|\\u00A0\\p{Cf}]";

    private static final Pattern BLANKS = Pattern.compile(BLANK + "+");

    /** gpg puts a colon in front of a block that is not to be used by accident: that is none. */
    private static final Pattern BEGUN =
            Pattern.compile("(?m)^[ \\t>|\\u00A0\\p{Cf}]*+-----BEGIN PGP ([A-Z ]{1,32})-----");

    private static final Pattern LINE_END = Pattern.compile("\\r\\n?|\\n");
    private static final Pattern DATA = Pattern.compile("([A-Za-z0-9+/]+={0,2})(?:=([A-Za-z0-9+/]{4}))?");

    /** Longer than the words of a header, and no fingerprint in one. */
    private static final Pattern SURE_DATA = Pattern.compile("(?=.*[^0-9A-Fa-f])[A-Za-z0-9+/]{32}.*");

    private CertificateArmor() {}

    static boolean isArmored(byte[] input) {
        // The first octet of every packet has its high bit set; text has not, but for a byte order mark.
        return input.length > 1 && (input[0] > 0 || isMarked(input) || isWide(input[1], input[0]));
    }

    private static boolean isMarked(byte[] input) {
        return startsWith(input, 0xEF, 0xBB, 0xBF) || startsWith(input, 0xFF, 0xFE) || startsWith(input, 0xFE, 0xFF);
    }

    private static boolean startsWith(byte[] input, int... octets) {
        for (int at = 0; at < octets.length; at++) {
            if (input.length == at || (input[at] & 0xFF) != octets[at]) {
                return false;
            }
        }
        return true;
    }

    /** ASCII in two octets. */
    private static boolean isWide(byte character, byte zero) {
        return zero == 0 && character > 0;
    }

    static byte[] decode(byte[] input) throws CertificateRefused {
        String text = text(input);
        List<String> labels =
                BEGUN.matcher(text).results().map(block -> block.group(1)).toList();
        if (labels.contains("PRIVATE KEY BLOCK") || labels.contains("SECRET KEY BLOCK")) {
            throw new CertificateRefused(CertificateFault.SECRET_KEY);
        }
        if (!labels.contains("PUBLIC KEY BLOCK")) {
            throw new CertificateRefused(CertificateFault.GARBAGE);
        }
        if (labels.size() > 1) {
            throw new CertificateRefused(CertificateFault.SEVERAL_CERTIFICATES);
        }
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END, begin);
        if (end < 0) {
            throw new CertificateRefused(CertificateFault.BAD_ARMOR);
        }
        return octets(data(text.substring(begin, end)));
    }

    private static String text(byte[] input) {
        if (startsWith(input, 0xFF, 0xFE) || isWide(input[0], input[1])) {
            return new String(input, UTF_16LE);
        }
        boolean highFirst = startsWith(input, 0xFE, 0xFF) || isWide(input[1], input[0]);
        return new String(input, highFirst ? UTF_16BE : UTF_8);
    }

    /** Radix-64 behind the headers: their lines have a colon, which it has not. Where lines were joined, words count. */
    private static String data(String body) {
        List<String> lines = LINE_END.splitAsStream(body).toList();
        boolean joined =
                lines.stream().filter(line -> !blanksOff(line).isEmpty()).count() < 2;
        List<String> pieces = joined ? List.of(body.strip().split("\\s+", -1)) : lines;
        int first = 0;
        for (int at = 0; at < pieces.size(); at++) {
            first = !joined && pieces.get(at).contains(":") ? at + 1 : first;
        }
        while (joined
                && first < pieces.size()
                && !SURE_DATA.matcher(pieces.get(first)).matches()) {
            first++;
        }
        return blanksOff(String.join("", pieces.subList(first, pieces.size())));
    }

    private static String blanksOff(String text) {
        return BLANKS.matcher(text).replaceAll("");
    }

    private static byte[] octets(String data) throws CertificateRefused {
        Matcher parts = DATA.matcher(data);
        if (!parts.matches()) {
            throw new CertificateRefused(CertificateFault.BAD_ARMOR);
        }
        try {
            byte[] octets = Base64.getDecoder().decode(parts.group(1));
            String check = parts.group(2);
            if (check != null && !Arrays.equals(Base64.getDecoder().decode(check), crc24(octets))) {
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
        int crc = Radix64.CRC_START;
        for (byte octet : octets) {
            crc = Radix64.crc(crc, octet);
        }
        return new byte[] {(byte) (crc >> 16), (byte) (crc >> 8), (byte) crc};
    }
}
