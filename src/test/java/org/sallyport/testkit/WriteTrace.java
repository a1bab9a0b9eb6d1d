package org.sallyport.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every octet that a process and its children write to any file, as the kernel sees it: also what is overwritten or removed
 * before anybody could look.
 */
public final class WriteTrace {
    private static final String CALLS = "trace=write,pwrite64,writev,pwritev,pwritev2";
    /** More than any program writes at once: strace cuts what is longer. */
    private static final int LONGEST = 64 * 1024 * 1024;
    /** Whatever became of the call. All that stands in quotes or in angle brackets is in hexadecimal digits. */
    private static final Pattern WRITTEN = Pattern.compile("^\\w+\\(\\d+<([^>]*)>[^,]*, (.*)$");

    private static final Pattern OCTETS = Pattern.compile("\"([^\"]*)\"(\\.\\.\\.)?");

    private static final int LAST_LINE = 8;

    private final Path folder;

    /** @param folder that does not exist yet */
    public WriteTrace(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** What the process is started by. */
    public List<String> command() {
        String strace = Programs.require("strace").toString();
        return List.of(
                strace,
                "-D",
                "-ff",
                "--seccomp-bpf",
                "-y",
                "-xx",
                "-s",
                String.valueOf(LONGEST),
                "-e",
                CALLS,
                "-o",
                folder.resolve("trace").toString());
    }

    /**
     * Puts together what was written, when the processes have ended.
     *
     * @param into gets one file for each process and each file that it wrote to, in the order of writing
     * @return the paths of the files that were written to
     */
    public Set<String> written(Path into) throws IOException, InterruptedException {
        Files.createDirectories(into);
        Set<String> paths = new TreeSet<>();
        try (Stream<Path> traces = Files.list(folder)) {
            for (Path trace : traces.toList()) {
                Waiting.until("the end of " + trace, () -> hasEnded(trace));
                try (BufferedReader lines = Files.newBufferedReader(trace, US_ASCII)) {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        Matcher call = WRITTEN.matcher(line);
                        if (call.matches()) {
                            String path = new String(octets(call.group(1)), UTF_8);
                            // A socket or a pipe has no path.
                            if (path.startsWith("/") && !path.startsWith("/dev/null")) {
                                paths.add(path);
                                String name = trace.getFileName() + path.replace('/', ':');
                                append(into.resolve(name), call.group(2));
                            }
                        }
                    }
                }
            }
        }
        return paths;
    }

    /** The last line of each process's, and each thread's: "+++ exited with 0 +++", or by what it was killed. */
    private static boolean hasEnded(Path trace) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(trace)) {
            ByteBuffer end = ByteBuffer.allocate((int) Math.min(LAST_LINE, channel.size()));
            channel.position(channel.size() - end.capacity()).read(end);
            return new String(end.array(), US_ASCII).endsWith(" +++\n");
        }
    }

    private static void append(Path file, String arguments) throws IOException {
        try (OutputStream out = new BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
            Matcher buffers = OCTETS.matcher(arguments);
            while (buffers.find()) {
                if (buffers.group(2) != null) {
                    throw new IOException("strace has cut off what was written to " + file);
                }
                out.write(octets(buffers.group(1)));
            }
        }
    }

    private static byte[] octets(String escaped) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(escaped.length() / 4);
        for (int at = 0; at < escaped.length(); at += 4) {
            octets.write(HexFormat.fromHexDigits(escaped, at + 2, at + 4));
        }
        return octets.toByteArray();
    }
}
