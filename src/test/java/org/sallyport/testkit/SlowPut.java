package org.sallyport.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** An upload by hand, over a plain socket: one can stop in the middle of it. */
public final class SlowPut implements AutoCloseable {
    private final Socket socket;
    private final OutputStream out;

    /** Sends the header of a PUT that promises so many octets. */
    public SlowPut(int port, String path, long length) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        out = socket.getOutputStream();
        String header = "PUT " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: " + length
                + "\r\n\r\n";
        out.write(header.getBytes(StandardCharsets.US_ASCII));
    }

    public void send(byte[] octets, int from, int to) throws IOException {
        out.write(octets, from, to - from);
        out.flush();
    }

    /** The whole answer, header and body. */
    public String answer() throws IOException {
        socket.setSoTimeout(60_000);
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
