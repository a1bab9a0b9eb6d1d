package org.sallyport.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Every file that a process makes, renames, or opens to write, as the kernel sees it. */
public final class FileTrace implements AutoCloseable {
    private static final String CALLS =
            "trace=open,openat,openat2,creat,mknod,mknodat,memfd_create,rename,renameat,renameat2,link,linkat,truncate";
    private static final Pattern MAKES_OR_CHANGES_A_FILE =
            Pattern.compile("^\\d+ +(?:open\\w*\\(.*O_(?:WRONLY|RDWR|CREAT|TMPFILE)"
                    + "|(?:creat|mknod|mknodat|memfd_create|rename\\w*|link|linkat|truncate)\\()");

    private final Path folder = Scratch.folder("strace");
    private final Path trace = folder.resolve("trace");

    public FileTrace() throws IOException {}

    /** What the process is started by. */
    public List<String> command() {
        String strace = Programs.require("strace").toString();
        return List.of(strace, "-D", "-f", "--seccomp-bpf", "-e", CALLS, "-o", trace.toString());
    }

    /** How much has been seen so far. */
    public int seen() throws IOException {
        return lines().size();
    }

    public List<String> writesSince(int seen) throws IOException {
        List<String> all = lines();
        return all.subList(seen, all.size()).stream().filter(FileTrace::writes).toList();
    }

    /** Has the traced program of Java write its own log to a file, and fails if that is not seen. */
    public void requireThatItSees(long pid) throws IOException, InterruptedException {
        Path known = folder.resolve("known-file");
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        List<String> writing = List.of(jcmd, String.valueOf(pid), "VM.log", "output=" + known, "what=gc=info");
        Ran.with(Map.of(), new byte[0], writing).succeeded();
        Waiting.until(
                "the known file in the trace",
                () -> writesSince(0).stream().anyMatch(line -> line.contains(known.toString())));
    }

    private static boolean writes(String call) {
        return MAKES_OR_CHANGES_A_FILE.matcher(call).find() && !call.contains(" = -1 E");
    }

    private List<String> lines() throws IOException {
        return Files.exists(trace) ? Files.readAllLines(trace, StandardCharsets.ISO_8859_1) : List.of();
    }

    @Override
    public void close() {
        Scratch.remove(folder);
    }
}
