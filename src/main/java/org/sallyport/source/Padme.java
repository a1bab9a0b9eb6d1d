package org.sallyport.source;

/** Padmé (Nikitin and others, PETS 2019): few sizes are left, so that a size tells little, for at most 12 % more. */
final class Padme {
    private Padme() {}

    /** @param octets at least 0; the smallest Padmé size that is not smaller */
    static long size(long octets) {
        if (octets < 2) {
            return octets;
        }
        int exponent = 63 - Long.numberOfLeadingZeros(octets);
        int bits = 32 - Integer.numberOfLeadingZeros(exponent);
        long mask = (1L << (exponent - bits)) - 1;
        return (octets + mask) & ~mask;
    }
}
