package org.sallyport.testkit;

import java.util.List;
import java.util.Map;

/** How full another Java machine's heap is. */
public final class HeapOf {
    private HeapOf() {}

    /** Its own line about it: total and used. */
    public static String process(long pid) throws Exception {
        String java = System.getProperty("java.home");
        return Ran.with(Map.of(), new byte[0], List.of(java + "/bin/jcmd", String.valueOf(pid), "GC.heap_info"))
                .text()
                .lines()
                .filter(line -> line.contains("total"))
                .findFirst()
                .orElse("");
    }
}
