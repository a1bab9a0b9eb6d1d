package org.sallyport.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** All memory of another process, as Linux shows it to the user whose process it is: what lives and what was left behind. */
public final class ProcessMemory {
    public static final String HEAP = "Java heap";
    public static final String NATIVE = "C library, network buffers";
    public static final String STACKS = "stacks";
    public static final String CODE = "compiled code";
    public static final String FILES = "files and libraries";

    private static final Pattern REGION = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) (\\S+) \\S+ \\S+ (\\d+) *(.*)");
    private static final int PAGE = 4096;

    private final Path process;
    private final long[] heap;

    private record Region(long from, long to, String kind) {}

    /** @param pid of a Java machine */
    public ProcessMemory(long pid) throws IOException, InterruptedException {
        process = Path.of("/proc", String.valueOf(pid));
        heap = HeapOf.addresses(pid);
    }

    /** How often each canary is in each kind of memory. */
    public Map<String, Map<String, Integer>> search(CanarySearch search) throws IOException {
        Map<String, Map<String, Integer>> found = new TreeMap<>();
        for (String kind : List.of(HEAP, NATIVE, STACKS, CODE, FILES)) {
            found.put(kind, new TreeMap<>());
        }
        try (FileChannel memory = FileChannel.open(process.resolve("mem"))) {
            for (Region region : regions()) {
                Map<String, Integer> there = found.computeIfAbsent(region.kind, absent -> new TreeMap<>());
                search.in(new Octets(memory, region))
                        .forEach((canary, count) -> there.merge(canary, count, Integer::sum));
            }
        }
        return found;
    }

    private List<Region> regions() throws IOException {
        long[] stacks = stackPointers();
        List<Region> regions = new ArrayList<>();
        for (String line : Files.readAllLines(process.resolve("maps"))) {
            Matcher region = REGION.matcher(line);
            // What cannot be read holds nothing; the kernel's own pages are no memory of the process.
            if (region.matches()
                    && region.group(3).startsWith("r")
                    && !region.group(5).startsWith("[v")) {
                long from = Long.parseUnsignedLong(region.group(1), 16);
                long to = Long.parseUnsignedLong(region.group(2), 16);
                regions.add(new Region(from, to, kind(from, to, region, stacks)));
            }
        }
        return regions;
    }

    private String kind(long from, long to, Matcher region, long[] stacks) {
        if (from >= heap[0] && to <= heap[1]) {
            return HEAP;
        }
        for (long stack : stacks) {
            if (from <= stack && stack < to) {
                return STACKS;
            }
        }
        if (!region.group(4).equals("0")) {
            return FILES;
        }
        return region.group(3).contains("x") ? CODE : NATIVE;
    }

    /** Where each thread's stack is now; of one that runs at this moment the kernel does not say it. */
    private long[] stackPointers() throws IOException {
        try (Stream<Path> threads = Files.list(process.resolve("task"))) {
            return threads.map(ProcessMemory::lastCall)
                    .map(call -> call.split(" ", -1))
                    .filter(call -> call.length > 2)
                    .mapToLong(call -> Long.decode(call[call.length - 2]))
                    .toArray();
        }
    }

    private static String lastCall(Path thread) {
        try {
            return Files.readString(thread.resolve("syscall")).strip();
        } catch (IOException endedMeanwhile) {
            return "";
        }
    }

    /** One region; a page that is gone counts as empty. */
    private static final class Octets extends InputStream {
        private final FileChannel memory;
        private final long end;
        private long at;

        Octets(FileChannel memory, Region region) {
            this.memory = memory;
            this.at = region.from;
            this.end = region.to;
        }

        @Override
        public int read() throws IOException {
            byte[] octet = new byte[1];
            return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (at >= end) {
                return -1;
            }
            int wanted = (int) Math.min(length, end - at);
            int read = readNow(target, offset, wanted);
            if (read <= 0) {
                read = (int) Math.min(wanted, PAGE - at % PAGE);
                Arrays.fill(target, offset, offset + read, (byte) 0);
            }
            at += read;
            return read;
        }

        private int readNow(byte[] target, int offset, int length) {
            try {
                return memory.read(ByteBuffer.wrap(target, offset, length), at);
            } catch (IOException gone) {
                return 0;
            }
        }
    }
}
