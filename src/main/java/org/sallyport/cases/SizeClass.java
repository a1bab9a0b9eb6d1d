package org.sallyport.cases;

/** Rough sizes: enough to choose what to open on a slow machine, too coarse to recognise a file by. */
enum SizeClass {
    SMALL(16L << 10, "up to 16 kB"),
    LETTER(256L << 10, "up to 256 kB"),
    DOCUMENT(1L << 20, "up to 1 MB"),
    PICTURES(16L << 20, "up to 16 MB"),
    RECORDING(256L << 20, "up to 256 MB"),
    LARGE(Long.MAX_VALUE, "over 256 MB");

    private final long most;
    private final String text;

    SizeClass(long most, String text) {
        this.most = most;
        this.text = text;
    }

    static SizeClass of(long octets) {
        for (SizeClass size : values()) {
            if (octets <= size.most) {
                return size;
            }
        }
        throw new AssertionError("the last class has no bound");
    }

    String text() {
        return text;
    }
}
