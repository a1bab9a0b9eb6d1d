package org.sallyport.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** What was typed into a form, until the report is stored or the page that gives it back is written. Then it is wiped. */
final class TypedText implements AutoCloseable {
    /** A long book. What is longer belongs into a file. */
    static final int LONGEST = 1024 * 1024;

    private static final int STEP = 8 * 1024;

    private byte[] octets;
    private int length;

    private TypedText() {
        octets = new byte[STEP];
    }

    static TypedText none() {
        return new TypedText();
    }

    /** Reads all of it; what is longer than {@value #LONGEST} octets is refused. */
    static TypedText read(InputStream field) throws IOException, FormRefused {
        TypedText text = new TypedText();
        try {
            int read;
            while ((read = field.read(text.octets, text.length, text.octets.length - text.length)) >= 0) {
                text.length += read;
                text.makeRoom();
            }
            return text;
        } catch (IOException | FormRefused e) {
            text.close();
            throw e;
        }
    }

    private void makeRoom() throws FormRefused {
        if (length > LONGEST) {
            throw new FormRefused(FormRefused.Reason.TEXT_TOO_LONG);
        }
        if (length == octets.length) {
            byte[] larger = Arrays.copyOf(octets, 2 * octets.length);
            Arrays.fill(octets, (byte) 0);
            octets = larger;
        }
    }

    boolean isBlank() {
        for (int at = 0; at < length; at++) {
            if (octets[at] != ' ' && octets[at] != '\t' && octets[at] != '\r' && octets[at] != '\n') {
                return false;
            }
        }
        return true;
    }

    int length() {
        return length;
    }

    /** The octets themselves, to {@link #length()}, not a copy: a copy would have to be wiped too. */
    byte[] octets() {
        return octets;
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }

    @Override
    public void close() {
        Arrays.fill(octets, (byte) 0);
        length = 0;
    }
}
