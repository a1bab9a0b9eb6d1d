package org.sallyport.source;

/** Sizes as people say them. */
final class SizeWords {
    private static final String[] UNITS = {"bytes", "kB", "MB", "GB"};

    private SizeWords() {}

    /** In binary steps, rounded down: "1 GB" for 2^30 octets. */
    static String of(long octets) {
        int unit = 0;
        long amount = octets;
        while (amount >= 1024 && unit < UNITS.length - 1) {
            amount /= 1024;
            unit++;
        }
        return amount + " " + UNITS[unit];
    }
}
