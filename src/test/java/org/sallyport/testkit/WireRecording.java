package org.sallyport.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A port that leads to another one, and keeps each octet that passes: what a watcher of the line could count. */
public final class WireRecording implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int leadsTo;
    private final List<Exchange> exchanges = new ArrayList<>();

    public WireRecording(int leadsTo) throws IOException {
        this.leadsTo = leadsTo;
        inBackground(this::accept);
    }

    /** A request and its answer, one character for each octet; a browser sends no second request before the answer. */
    public static final class Exchange {
        private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
        private final ByteArrayOutputStream answered = new ByteArrayOutputStream();

        public String request() {
            return sent.toString(ISO_8859_1);
        }

        public String answer() {
            return answered.toString(ISO_8859_1);
        }

        /** Such as {@code GET /report}. */
        public String line() {
            String[] line = request().split(" ", 3);
            return line[0] + " " + line[1];
        }
    }

    /** In the order in which they began, so far. */
    public List<Exchange> exchanges() {
        synchronized (exchanges) {
            return List.copyOf(exchanges);
        }
    }

    public int port() {
        return door.getLocalPort();
    }

    public String address(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), leadsTo);
                Conversation conversation = new Conversation();
                inBackground(() -> pass(client, server, conversation::asks));
                inBackground(() -> pass(server, client, conversation::answers));
            }
        } catch (IOException closed) {
            // By the test, which then has what it needs.
        }
    }

    /** One connection. */
    private final class Conversation {
        private Exchange last = new Exchange();

        private void asks(byte[] octets, int length) {
            synchronized (exchanges) {
                if (last.sent.size() == 0 || last.answered.size() > 0) {
                    last = new Exchange();
                    exchanges.add(last);
                }
                last.sent.write(octets, 0, length);
            }
        }

        private void answers(byte[] octets, int length) {
            synchronized (exchanges) {
                last.answered.write(octets, 0, length);
            }
        }
    }

    private interface Listener {
        void hears(byte[] octets, int length);
    }

    private static void pass(Socket from, Socket to, Listener listener) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                listener.hears(buffer, read);
                out.write(buffer, 0, read);
            }
        } catch (IOException ended) {
            // Both are closed now, which is what their ends see.
        }
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "recording");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
