package org.sallyport.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.standalone.DatabaseRole;
import org.sallyport.testkit.FaceOnSocket;
import org.sallyport.testkit.Form;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.RawHttp;
import org.sallyport.testkit.Scratch;
import org.sallyport.testkit.StoredNow;
import org.sallyport.testkit.UnixHttp;
import org.sallyport.testkit.Waiting;

/** The packaged source face on a unix domain socket, as Tor meets it. */
class UnixSocketIT {
    private static final String CODENAME = "0b".repeat(16);
    private static final int LARGE = 20_000_000;
    private static final int LISTENING = 0x0A;

    private Path folder;
    private FaceOnSocket source;

    @BeforeEach
    void start() throws Exception {
        Organisation.made().load();
        folder = Scratch.folder("socket");
        source = onSocket();
    }

    @AfterEach
    void stop() {
        if (source != null) {
            source.close();
        }
        Scratch.remove(folder);
    }

    private FaceOnSocket onSocket() throws IOException, InterruptedException {
        return FaceOnSocket.source(folder.resolve("source.sock"), PostgreSQL.settings(DatabaseRole.SOURCE));
    }

    @Test
    void only_its_owner_and_group_reach_the_socket_whatever_the_umask_is() throws Exception {
        Waiting.until("a closed socket", () -> mode().equals("rw-rw----"));
    }

    private String mode() throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(source.socket()));
    }

    @Test
    void the_process_listens_on_no_port() throws Exception {
        assertThat(listeningOnPorts(source.pid())).isEmpty();
        // The same eyes, with a port to see.
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(listeningOnPorts(ProcessHandle.current().pid()))
                    .anyMatch(address -> address.endsWith(":%04X".formatted(port.getLocalPort())));
        }
    }

    @Test
    void a_page_has_its_headers() throws Exception {
        String page = UnixHttp.get(source.socket(), "/report");
        assertThat(RawHttp.status(page)).isEqualTo(200);
        assertThat(RawHttp.header(page))
                .contains("cache-control: no-store", "content-security-policy: default-src 'none'");
        assertThat(RawHttp.status(UnixHttp.get(source.socket(), "/console"))).isEqualTo(404);
    }

    @Test
    void a_large_form_and_a_large_message_are_received() throws Exception {
        byte[] form = new Form()
                .field("codename", CODENAME)
                .field("desk", "urgent")
                .field("text", "They came at night.")
                .file("scan.pdf", MadeMessage.noise(LARGE))
                .octets();
        assertThat(UnixHttp.answer(source.socket(), Form.header("/report", form.length), form))
                .startsWith("HTTP/1.1 200")
                .contains("<h1>Received</h1>");
        byte[] message = MadeMessage.binary(Organisation.made().keys("urgent"), LARGE);
        assertThat(UnixHttp.answer(source.socket(), put(message.length), message))
                .startsWith("HTTP/1.1 200");
        StoredNow.are(2, 2);
    }

    @Test
    void what_is_cut_off_is_not_kept_and_keeps_nobody_waiting() throws Exception {
        byte[] message = MadeMessage.binary(Organisation.made().keys("urgent"), LARGE);
        List<SocketChannel> halves = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                SocketChannel half = UnixHttp.connect(source.socket());
                halves.add(half);
                UnixHttp.send(half, put(LARGE), put(LARGE).length);
                UnixHttp.send(half, message, 300_000);
            }
            byte[] small = MadeMessage.binary(Organisation.made().keys("urgent"), 2_000);
            assertThat(UnixHttp.answer(source.socket(), put(small.length), small))
                    .startsWith("HTTP/1.1 200");
        } finally {
            for (SocketChannel half : halves) {
                half.close();
            }
        }
        assertThat(UnixHttp.answer(source.socket(), put(message.length), message))
                .startsWith("HTTP/1.1 200");
        StoredNow.are(2, 2);
    }

    @Test
    void the_socket_that_a_killed_process_left_is_no_obstacle() throws Exception {
        source.kill();
        assertThat(source.socket()).exists();
        source = onSocket();
        assertThat(RawHttp.status(UnixHttp.get(source.socket(), "/"))).isEqualTo(200);
    }

    @Test
    void a_second_process_does_not_take_the_socket_away() throws Exception {
        assertThat(FaceOnSocket.refused(source.socket(), PostgreSQL.settings(DatabaseRole.SOURCE)))
                .contains("is taken by another process");
        assertThat(RawHttp.status(UnixHttp.get(source.socket(), "/"))).isEqualTo(200);
    }

    @Test
    void a_file_that_is_no_socket_is_left_alone() throws Exception {
        source.close();
        Files.writeString(source.socket(), "somebody's");
        assertThat(FaceOnSocket.refused(source.socket(), PostgreSQL.settings(DatabaseRole.SOURCE)))
                .contains("is no socket");
        assertThat(source.socket()).hasContent("somebody's");
    }

    private static byte[] put(int length) {
        return ("PUT /desks/urgent/report HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: " + length
                        + "\r\n\r\n")
                .getBytes(ISO_8859_1);
    }

    /** The inodes of this process's sockets that wait for connections over IP, as the kernel lists them. */
    private static Set<String> listeningOnPorts(long pid) throws IOException {
        Set<String> own = new HashSet<>();
        try (Stream<Path> open = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
            for (Path descriptor : open.toList()) {
                if (Files.isSymbolicLink(descriptor)) {
                    own.add(Files.readSymbolicLink(descriptor).toString());
                }
            }
        }
        Set<String> listening = new HashSet<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (String line :
                    Files.readAllLines(Path.of(table)).stream().skip(1).toList()) {
                String[] column = line.strip().split("\\s+", -1);
                if (Integer.parseInt(column[3], 16) == LISTENING && own.contains("socket:[" + column[9] + "]")) {
                    listening.add(column[1]);
                }
            }
        }
        return listening;
    }
}
