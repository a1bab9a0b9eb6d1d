package org.sallyport.openpgp;

import java.io.IOException;

/** What sort of file an upload is, by its first octets: packets, or text in which an armored message is looked for. */
final class UploadKind {
    private static final int LOOK = 256;

    /** In front of these few octets nothing can be said; every packet of a message has a version octet among them. */
    private static final int TOO_FEW = 8;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private UploadKind() {}

    static boolean isText(Octets upload) throws IOException {
        upload.ensure(LOOK);
        int seen = Math.min(LOOK, upload.buffered());
        if (seen == 0) {
            throw new MessageRefused(Refusal.EMPTY);
        }
        // A packet of type 62 can begin with the same two octets; its length goes on with two zeros, which no text
        // does.
        boolean packet = seen > 3 && upload.peek(0) == 0xFE && upload.peek(2) == 0 && upload.peek(3) == 0;
        if (seen > 1 && !packet && isUtf16(upload.peek(0), upload.peek(1))) {
            throw new MessageRefused(Refusal.UTF_16);
        }
        if (upload.peek(0) < 0x80 || upload.startsWith(BYTE_ORDER_MARK)) {
            return true;
        }
        // A packet and a word in Cyrillic, Arabic or Chinese (UTF-8 or older) can begin with the same octet. But
        // packets of a message
        // hold a version octet, or random ones; text holds no control characters.
        for (int i = 0; i < seen; i++) {
            if (isControl(upload.peek(i))) {
                return false;
            }
        }
        return seen >= TOO_FEW;
    }

    /** A byte order mark, or ASCII in two octets. */
    private static boolean isUtf16(int first, int second) {
        boolean mark = (first == 0xFF && second == 0xFE) || (first == 0xFE && second == 0xFF);
        return mark || (first == 0 && isAscii(second)) || (second == 0 && isAscii(first));
    }

    private static boolean isAscii(int octet) {
        return octet < 0x7F && octet > 0 && !isControl(octet);
    }

    private static boolean isControl(int octet) {
        boolean space = octet == '\t' || octet == '\n' || octet == '\r' || octet == '\f';
        return (octet < 0x20 && !space) || octet == 0x7F;
    }
}
