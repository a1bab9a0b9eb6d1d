package org.sallyport.keyring;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** A file of armor as an editor or a shell may have written it: in UTF-16, or behind a byte order mark. */
final class PlainOctets {
    private static final int BYTE_ORDER = 0xFEFF;

    private PlainOctets() {}

    /** The same as ASCII; whatever is no such text stays as it is. A certificate in binary never begins like one. */
    static byte[] of(byte[] file) {
        if (startsWith(file, 0xEF, 0xBB, 0xBF)) {
            return recoded(file, StandardCharsets.UTF_8);
        }
        if (startsWith(file, 0xFE, 0xFF) || startsWith(file, 0, '-')) {
            return recoded(file, StandardCharsets.UTF_16BE);
        }
        if (startsWith(file, 0xFF, 0xFE) || startsWith(file, '-', 0)) {
            return recoded(file, StandardCharsets.UTF_16LE);
        }
        return file;
    }

    private static byte[] recoded(byte[] file, Charset charset) {
        String text = new String(file, charset);
        return (text.charAt(0) == BYTE_ORDER ? text.substring(1) : text).getBytes(StandardCharsets.UTF_8);
    }

    private static boolean startsWith(byte[] file, int... octets) {
        if (file.length < octets.length) {
            return false;
        }
        for (int at = 0; at < octets.length; at++) {
            if ((file[at] & 0xFF) != octets[at]) {
                return false;
            }
        }
        return true;
    }
}
