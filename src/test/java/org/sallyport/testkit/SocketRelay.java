package org.sallyport.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A port that leads to a unix domain socket, octet by octet, until either side ends: for clients that know only ports. */
public final class SocketRelay implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;
    private static final int BACKLOG = 500;

    private final ServerSocket door = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    private final Path leadsTo;

    public SocketRelay(Path leadsTo) throws IOException {
        this.leadsTo = leadsTo;
        inBackground(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                SocketChannel server = UnixHttp.connect(leadsTo);
                inBackground(() -> toServer(client, server));
                inBackground(() -> toClient(server, client));
            }
        } catch (IOException closed) {
            // By the test, which then has what it needs.
        }
    }

    private static void toServer(Socket client, SocketChannel server) {
        byte[] buffer = new byte[BUFFER];
        try {
            for (int read = client.getInputStream().read(buffer);
                    read >= 0;
                    read = client.getInputStream().read(buffer)) {
                UnixHttp.send(server, buffer, read);
            }
            server.shutdownOutput();
        } catch (IOException ended) {
            // The other direction says how.
        }
    }

    private static void toClient(SocketChannel server, Socket client) {
        try (client;
                server) {
            Channels.newInputStream(server).transferTo(client.getOutputStream());
        } catch (IOException ended) {
            // Both are closed now, which is what their ends see.
        }
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
