package org.sallyport.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every address that a process connects to, sends to or listens at, as the kernel sees it. */
public final class NetworkTrace implements AutoCloseable {
    private static final String CALLS = "trace=connect,bind,listen,sendto,sendmsg,sendmmsg,io_uring_setup";
    private static final Pattern INTERNET =
            Pattern.compile("htons\\((\\d+)\\).*?(?:inet_addr\\(|inet_pton\\(AF_INET6, )\"(?:::ffff:)?([^\"]+)\"");
    private static final Pattern OTHER = Pattern.compile("sa_family=(\\w+)(?:, sun_path=(@?\"[^\"]*\"))?");

    private final Path folder = Scratch.folder("strace");
    private final Path trace = folder.resolve("trace");

    public NetworkTrace() throws IOException {}

    /** What the process is started by. */
    public List<String> command() {
        String strace = Programs.require("strace").toString();
        return List.of(strace, "-D", "-f", "--seccomp-bpf", "-e", CALLS, "-o", trace.toString());
    }

    /**
     * The addresses in these calls, whatever became of them, each once: {@code 127.0.0.1:5433}, or the family and a path.
     *
     * @param calls such as {@code connect}
     */
    public Set<String> addresses(String... calls) throws IOException {
        Set<String> addresses = new TreeSet<>();
        for (String line : lines(calls)) {
            Matcher internet = INTERNET.matcher(line);
            Matcher other = OTHER.matcher(line);
            if (internet.find()) {
                addresses.add(internet.group(2) + ":" + internet.group(1));
            } else if (other.find()) {
                addresses.add(other.group(2) == null ? other.group(1) : other.group(1) + " " + other.group(2));
            }
        }
        return addresses;
    }

    public int count(String call) throws IOException {
        return lines(call).size();
    }

    private List<String> lines(String... calls) throws IOException {
        Pattern wanted = Pattern.compile("^\\d+ +(?:" + String.join("|", calls) + ")\\(");
        return Files.readAllLines(trace, StandardCharsets.ISO_8859_1).stream()
                .filter(line -> wanted.matcher(line).find())
                .toList();
    }

    @Override
    public void close() {
        Scratch.remove(folder);
    }
}
