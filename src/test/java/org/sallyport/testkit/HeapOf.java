package org.sallyport.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Another Java machine's heap, as the machine itself tells. */
public final class HeapOf {
    /** "[first, committed, end)", as each collector writes it. */
    private static final Pattern RANGE = Pattern.compile("\\[0x([0-9a-f]+),[^)]*\\b0x([0-9a-f]+)\\)");

    private HeapOf() {}

    /** Its own line about it: total and used. */
    public static String process(long pid) throws IOException, InterruptedException {
        return asked(pid, "GC.heap_info")
                .lines()
                .filter(line -> line.contains("total"))
                .findFirst()
                .orElse("");
    }

    /** Collects what is garbage, twice: what the first time was only ready to be forgotten is gone then. */
    public static void collect(long pid) throws IOException, InterruptedException {
        asked(pid, "GC.run");
        asked(pid, "GC.run");
    }

    /** Writes every living object into a file of the name. */
    public static void dumpLiving(long pid, Path file) throws IOException, InterruptedException {
        asked(pid, "GC.heap_dump", file.toString());
    }

    /** From its first address to the one behind its last, used or not. */
    static long[] addresses(long pid) throws IOException, InterruptedException {
        long[] all = RANGE.matcher(asked(pid, "GC.heap_info"))
                .results()
                .flatMap(range -> Stream.of(range.group(1), range.group(2)))
                .mapToLong(address -> Long.parseUnsignedLong(address, 16))
                .sorted()
                .toArray();
        return new long[] {all[0], all[all.length - 1]};
    }

    private static String asked(long pid, String... question) throws IOException, InterruptedException {
        Stream<String> program = Stream.of(System.getProperty("java.home") + "/bin/jcmd", String.valueOf(pid));
        List<String> command = Stream.concat(program, Stream.of(question)).toList();
        return Ran.with(Map.of(), new byte[0], command).succeeded().text();
    }
}
