package org.sallyport.keyring;

/**
 * How long the key log is, and what stands for all that is in it.
 *
 * @param root in hexadecimal
 */
public record KeyLogHead(long size, String root) {
    private static final int SHORT = 16;

    /** The beginning, in groups of four: enough to compare by eye or voice. */
    public String shortRoot() {
        return root.substring(0, SHORT).replaceAll("(.{4})(?!$)", "$1 ");
    }
}
