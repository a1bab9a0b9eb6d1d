package org.sallyport.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * A rendered page, cut at its slots: a text in front of each slot, and one behind the last. Nothing in it is secret, so that
 * one may serve many {@link SecretPage}s.
 *
 * @param texts in UTF-8, one more than there are slots
 * @param slots their names
 */
record SlottedPage(List<byte[]> texts, List<String> slots) {
    /** Characters for private use: no template and no other value on a page contains them. */
    private static final char OPEN = '\uE000';

    private static final char CLOSE = '\uE001';

    /** What a template is given in place of the secret. */
    static String slot(String name) {
        return OPEN + name + CLOSE;
    }

    static SlottedPage of(String rendered) {
        List<byte[]> texts = new ArrayList<>();
        List<String> slots = new ArrayList<>();
        int at = 0;
        for (int open = rendered.indexOf(OPEN); open >= 0; open = rendered.indexOf(OPEN, at)) {
            int close = rendered.indexOf(CLOSE, open);
            texts.add(rendered.substring(at, open).getBytes(UTF_8));
            slots.add(rendered.substring(open + 1, close));
            at = close + 1;
        }
        texts.add(rendered.substring(at).getBytes(UTF_8));
        return new SlottedPage(texts, slots);
    }
}
