package org.sallyport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachinePromisesTest {
    private final Map<String, String> inForce = new HashMap<>(Map.ofEntries(
            Map.entry("UseShenandoahGC", "true"),
            Map.entry("ShenandoahGCMode", "satb"),
            Map.entry("ShenandoahUncommit", "true"),
            Map.entry("ShenandoahGuaranteedGCInterval", "30000"),
            Map.entry("ShenandoahUncommitDelay", "1000"),
            Map.entry("ShenandoahGarbageThreshold", "0"),
            Map.entry("ShenandoahImmediateThreshold", "100"),
            Map.entry("MinHeapSize", "16777216"),
            Map.entry("io.netty.allocator.numDirectArenas", "0"),
            Map.entry("GLIBC_TUNABLES", "glibc.malloc.perturb=85:glibc.malloc.tcache_count=0"),
            Map.entry("SuppressFatalErrorMessage", "true"),
            Map.entry("CreateCoredumpOnCrash", "false"),
            Map.entry("HeapDumpOnOutOfMemoryError", "false"),
            Map.entry("UsePerfData", "false"),
            Map.entry("DisableAttachMechanism", "true"),
            Map.entry("Max core file size", "0")));

    private List<String> broken(boolean source) {
        return MachinePromises.broken(source, name -> inForce.getOrDefault(name, "absent"));
    }

    @Test
    void asTheUnitStartsItNothingIsBroken() {
        assertThat(broken(true)).isEmpty();
        assertThat(broken(false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "UseShenandoahGC, false",
        "ShenandoahGCMode, generational",
        "ShenandoahUncommit, false",
        "ShenandoahGuaranteedGCInterval, 0",
        "ShenandoahGuaranteedGCInterval, 300000",
        "ShenandoahUncommitDelay, 300000",
        "ShenandoahGarbageThreshold, 25",
        "ShenandoahImmediateThreshold, 70",
        "MinHeapSize, 536870912",
        "io.netty.allocator.numDirectArenas, 8",
        "GLIBC_TUNABLES, glibc.malloc.perturb=85",
        "GLIBC_TUNABLES, glibc.malloc.perturb=0:glibc.malloc.tcache_count=0"
    })
    void theSourceFaceSaysWhatItsMachineDoesNotDo(String name, String value) {
        inForce.put(name, value);
        assertThat(broken(true)).containsExactly(name + "=" + value);
        assertThat(broken(false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SuppressFatalErrorMessage, false",
        "CreateCoredumpOnCrash, true",
        "HeapDumpOnOutOfMemoryError, true",
        "UsePerfData, true",
        "DisableAttachMechanism, false",
        "Max core file size, unlimited"
    })
    void eachFaceSaysWhatWouldReachADisk(String name, String value) {
        inForce.put(name, value);
        assertThat(broken(true)).containsExactly(name + "=" + value);
        assertThat(broken(false)).containsExactly(name + "=" + value);
    }

    @Test
    void aMachineThatKnowsNoneOfItKeepsNoneOfIt() {
        inForce.clear();
        assertThat(broken(true)).hasSize(16).allMatch(one -> one.endsWith("=absent"));
    }
}
