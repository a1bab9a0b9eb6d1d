package org.sallyport.web;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/**
 * What of SECURITY.md's promises about memory only the Java machine can keep, and the C library: the rest is the program's. It
 * is asked what is in force, not what the command line says: a machine may switch off by itself what it was told to do.
 *
 * @param name of an option, a property, or a limit
 * @param byAll false: of the source face only
 */
record MachinePromises(String name, Predicate<String> isKept, boolean byAll) {
    private static final long MIB = 1024 * 1024;
    /** As the unit has them: milliseconds. */
    private static final long EACH_HALF_MINUTE = 30_000;

    private static final long A_SECOND = 1_000;
    /** Of a heap that is never smaller, what lies in its free part is never given back. */
    private static final long LARGEST_LEAST_HEAP = 32 * MIB;

    private static final List<MachinePromises> ALL = List.of(
            // What is garbage is collected soon, wherever it lies, and its memory given back to the kernel.
            bySource("UseShenandoahGC", "true"::equals),
            bySource("ShenandoahGCMode", "satb"::equals),
            bySource("ShenandoahUncommit", "true"::equals),
            bySource(
                    "ShenandoahGuaranteedGCInterval", number(interval -> interval > 0 && interval <= EACH_HALF_MINUTE)),
            bySource("ShenandoahUncommitDelay", number(delay -> delay <= A_SECOND)),
            bySource("ShenandoahGarbageThreshold", "0"::equals),
            bySource("ShenandoahImmediateThreshold", "100"::equals),
            bySource("MinHeapSize", number(least -> least <= LARGEST_LEAST_HEAP)),
            // What was in a buffer of the network is given back at once, and overwritten.
            bySource("io.netty.allocator.numDirectArenas", "0"::equals),
            bySource("GLIBC_TUNABLES", MachinePromises::overwrites),
            // Whoever looks in from outside, or after a crash, finds nothing of it.
            byAll("SuppressFatalErrorMessage", "true"::equals),
            byAll("CreateCoredumpOnCrash", "false"::equals),
            byAll("HeapDumpOnOutOfMemoryError", "false"::equals),
            byAll("UsePerfData", "false"::equals),
            byAll("DisableAttachMechanism", "true"::equals),
            byAll("Max core file size", "0"::equals));

    /**
     * @param inForce by name; whatever stands for "not there" is no promise kept
     * @return each broken one with what is in force instead
     */
    static List<String> broken(boolean source, Function<String, String> inForce) {
        List<String> broken = new ArrayList<>();
        for (MachinePromises promise : ALL) {
            if (source || promise.byAll) {
                String value = inForce.apply(promise.name);
                if (!promise.isKept.test(value)) {
                    broken.add(promise.name + "=" + value);
                }
            }
        }
        return broken;
    }

    private static MachinePromises bySource(String name, Predicate<String> isKept) {
        return new MachinePromises(name, isKept, false);
    }

    private static MachinePromises byAll(String name, Predicate<String> isKept) {
        return new MachinePromises(name, isKept, true);
    }

    private static Predicate<String> number(LongPredicate isKept) {
        return value -> value.matches("[0-9]{1,18}") && isKept.test(Long.parseLong(value));
    }

    /** Small pieces too, which the C library would keep aside as they are. */
    private static boolean overwrites(String tunables) {
        List<String> each = List.of(tunables.split(":", -1));
        return each.contains("glibc.malloc.tcache_count=0")
                && each.stream().anyMatch(one -> one.matches("glibc\\.malloc\\.perturb=0*[1-9][0-9]*"));
    }
}
