package org.sallyport.standalone;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A SOCKS 5 proxy (RFC 1928) as Tor is one: takes names only, and leads every one to the same port of this machine. */
final class SocksProxy implements AutoCloseable {
    private static final int BY_NAME = 3;

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> names = new CopyOnWriteArrayList<>();
    private final int leadsTo;

    SocksProxy(int leadsTo) throws IOException {
        this.leadsTo = leadsTo;
        Thread serving = new Thread(this::serve, "socks");
        serving.setDaemon(true);
        serving.start();
    }

    int port() {
        return door.getLocalPort();
    }

    /** What was asked for, as name:port. */
    List<String> names() {
        return List.copyOf(names);
    }

    private void serve() {
        try {
            while (true) {
                try (Socket client = door.accept()) {
                    serve(client);
                }
            }
        } catch (IOException closed) {
            // By the test, which then has what it needs.
        }
    }

    /** One request at a time, and its whole answer. */
    private void serve(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream();
        in.readUnsignedByte();
        in.readFully(new byte[in.readUnsignedByte()]);
        out.write(new byte[] {5, 0});
        in.readFully(new byte[3]);
        if (in.readUnsignedByte() != BY_NAME) {
            throw new IOException("an address, not a name");
        }
        byte[] name = new byte[in.readUnsignedByte()];
        in.readFully(name);
        names.add(new String(name, StandardCharsets.US_ASCII) + ":" + in.readUnsignedShort());
        out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), leadsTo)) {
            byte[] request = new byte[4096];
            int length = in.read(request);
            server.getOutputStream().write(request, 0, length);
            server.getInputStream().transferTo(out);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
