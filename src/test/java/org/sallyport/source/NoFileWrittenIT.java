package org.sallyport.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.PackagedSource;
import org.sallyport.testkit.Programs;
import org.sallyport.testkit.Ran;
import org.sallyport.testkit.RawHttp;
import org.sallyport.testkit.Scratch;
import org.sallyport.testkit.SlowSender;
import org.sallyport.testkit.Waiting;

/** Every file that the packaged source face opens, as the kernel sees it, while a large upload goes through. */
class NoFileWrittenIT {
    private static final int LARGE = 48 * 1024 * 1024;
    private static final String CALLS =
            "trace=open,openat,openat2,creat,mknod,mknodat,memfd_create,rename,renameat,renameat2,link,linkat,truncate";
    private static final Pattern MAKES_OR_CHANGES_A_FILE =
            Pattern.compile("^\\d+ +(?:open\\w*\\(.*O_(?:WRONLY|RDWR|CREAT|TMPFILE)"
                    + "|(?:creat|mknod|mknodat|memfd_create|rename\\w*|link|linkat|truncate)\\()");

    @Test
    void aLargeUploadWritesNoFile() throws Exception {
        Path folder = Scratch.folder("strace");
        Path trace = folder.resolve("trace");
        Organisation.made().load();
        List<String> strace = List.of(
                Programs.require("strace").toString(),
                "-D",
                "-f",
                "--seccomp-bpf",
                "-e",
                CALLS,
                "-o",
                trace.toString());
        try (PackagedSource source = PackagedSource.under(strace)) {
            int before = lines(trace).size();
            byte[] message = MadeMessage.binary(Organisation.made().keys("urgent"), LARGE);
            assertThat(asAFile(source, message)).isEqualTo(200);
            assertThat(asAForm(source, message)).isEqualTo(200);
            List<String> during = lines(trace);
            assertThat(during.subList(before, during.size())).noneMatch(NoFileWrittenIT::writes);

            // The same eyes see a file that the same process does write.
            Path known = folder.resolve("known-file");
            write(source.pid(), known);
            Waiting.until(
                    "the known file in the trace",
                    () -> lines(trace).stream().anyMatch(line -> line.contains(known.toString()) && writes(line)));
        } finally {
            Scratch.remove(folder);
        }
    }

    private static boolean writes(String call) {
        return MAKES_OR_CHANGES_A_FILE.matcher(call).find() && !call.contains(" = -1 E");
    }

    private static int asAFile(PackagedSource source, byte[] message) throws IOException {
        try (SlowSender put = SlowSender.put(source.port(), "/desks/urgent/report", message.length)) {
            put.send(message, 0, message.length);
            return RawHttp.status(put.answer());
        }
    }

    /** As a browser does it: the kind of upload that a usual parser keeps in a file. */
    private static int asAForm(PackagedSource source, byte[] message) throws IOException {
        String head = String.join(
                "\r\n",
                "--edge",
                "Content-Disposition: form-data; name=\"file\"; filename=\"neighbours.pgp\"",
                "Content-Type: application/octet-stream",
                "",
                "");
        String form = head + new String(message, StandardCharsets.ISO_8859_1) + "\r\n--edge--\r\n";
        String header = String.join(
                "\r\n",
                "POST /desks/urgent/report HTTP/1.1",
                "Host: localhost",
                "Connection: close",
                "Content-Type: multipart/form-data; boundary=edge",
                "Content-Length: " + form.length(),
                "",
                "");
        return RawHttp.status(RawHttp.answer(source.port(), header + form));
    }

    private static List<String> lines(Path trace) throws IOException {
        return Files.exists(trace) ? Files.readAllLines(trace, StandardCharsets.ISO_8859_1) : List.of();
    }

    /** Has the running program write its own log to a file. */
    private static void write(long pid, Path file) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Ran.with(Map.of(), new byte[0], List.of(jcmd, String.valueOf(pid), "VM.log", "output=" + file, "what=gc=info"))
                .succeeded();
    }
}
