package org.sallyport.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Each way in which a program may write down what it was told. */
final class CanaryEncodings {
    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private CanaryEncodings() {}

    static List<byte[]> of(Canary canary) {
        List<byte[]> all = new ArrayList<>();
        for (byte[] text : canary.texts()) {
            String string = new String(text, UTF_8);
            all.add(string.getBytes(UTF_16LE));
            all.add(string.getBytes(UTF_16BE));
            addOctets(all, text);
        }
        canary.octets().forEach(octets -> addOctets(all, octets));
        return all;
    }

    private static void addOctets(List<byte[]> all, byte[] octets) {
        all.add(octets);
        for (int offset = 0; offset < 3; offset++) {
            all.add(base64(BASE64, octets, offset));
            all.add(base64(BASE64URL, octets, offset));
        }
        add(all, HexFormat.of().formatHex(octets));
        add(all, HexFormat.of().withUpperCase().formatHex(octets));
        String form = URLEncoder.encode(new String(octets, ISO_8859_1), ISO_8859_1);
        add(all, form);
        add(all, form.replace("+", "%20"));
        add(all, form.replace("+", "%20").toLowerCase(Locale.ROOT));
        add(all, HexFormat.of().withPrefix("%").formatHex(octets));
        add(all, HexFormat.of().withPrefix("%").withUpperCase().formatHex(octets));
        // As PostgreSQL writes octets in its older form, and as the shell's tools do.
        add(all, escapes("\\x%02x", octets));
        add(all, escapes("\\%03o", octets));
    }

    private static void add(List<byte[]> all, String ascii) {
        all.add(ascii.getBytes(US_ASCII));
    }

    private static String escapes(String format, byte[] octets) {
        return IntStream.range(0, octets.length)
                .mapToObj(at -> format.formatted(octets[at] & 0xFF))
                .collect(Collectors.joining());
    }

    /** The characters that are the same whatever stands before the octets, if so many octets do (modulo 3), and behind them. */
    private static byte[] base64(Base64.Encoder encoder, byte[] octets, int offset) {
        byte[] shifted = new byte[offset + octets.length];
        System.arraycopy(octets, 0, shifted, offset, octets.length);
        byte[] encoded = encoder.encode(shifted);
        return Arrays.copyOfRange(encoded, (8 * offset + 5) / 6, 8 * shifted.length / 6);
    }
}
