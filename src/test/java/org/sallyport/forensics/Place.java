package org.sallyport.forensics;

import java.util.List;
import java.util.function.IntPredicate;

/** Octets that are searched: a file, or a copied table. */
abstract class Place {
    private final String name;
    private final byte[] octets;

    Place(String name, byte[] octets) {
        this.name = name;
        this.octets = octets;
    }

    interface FoundValue {
        void at(int value, int at);
    }

    final String name() {
        return name;
    }

    final byte[] octets() {
        return octets;
    }

    /** What is around these octets. */
    abstract Trace traceAt(int at);

    /** Pointers to TOAST values, and first chunks of them. */
    void findValues(IntPredicate wanted, FoundValue found) {}

    final Trace elsewhere(int at) {
        return new Trace(at, name, Trace.NONE, Trace.NONE, List.of(new Mark(name, Kind.OFFSET, at)));
    }

    /** A file of no known form. */
    static final class Unknown extends Place {
        Unknown(String name, byte[] octets) {
            super(name, octets);
        }

        @Override
        Trace traceAt(int at) {
            return elsewhere(at);
        }
    }
}
