package org.sallyport.web;

import java.nio.charset.StandardCharsets;

/**
 * The few sizes that pages of the source face have, in octets: 12, 32 and 64 KiB, and doubles of that for a page that gives
 * back a long text. Whoever watches the line learns hardly more from an answer's size than that there was an answer. A comment
 * behind the page fills it up: nothing of it is shown, or copied along.
 */
public final class PageSizes {
    /** Every page of the walk without scripts, and every refusal; with its headers still one flight of ten packets. */
    static final int USUAL = 12 * 1024;

    private static final int LARGER = 32 * 1024;

    /** Whatever is answered under {@code /mailbox}: an answer, none, wrong words, a fault. */
    public static final int MAILBOX = 64 * 1024;

    private static final String OPEN = "<!--";
    private static final String CLOSE = "-->\n";
    private static final int LEAST = OPEN.length() + CLOSE.length();

    private PageSizes() {}

    /** A page that is written piece by piece. */
    public interface Streamed {
        /** Octets that it writes. */
        long length();

        /** @param html what it writes behind its end */
        void followedBy(String html);
    }

    /**
     * What fills a page up.
     *
     * @param path of the request
     * @param octets of the page
     */
    static String filling(String path, long octets) {
        long size = path.equals("/mailbox") || path.startsWith("/mailbox/") ? MAILBOX : USUAL;
        while (size < octets + LEAST) {
            size = size == USUAL ? LARGER : 2 * size;
        }
        return OPEN + " ".repeat((int) (size - octets) - LEAST) + CLOSE;
    }

    /** The page, filled up. */
    static String filled(String path, String page) {
        return page + filling(path, page.getBytes(StandardCharsets.UTF_8).length);
    }
}
