package org.sallyport.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A request with a body by hand, over a plain socket: one can stop in the middle of it. */
public final class SlowSender implements AutoCloseable {
    private final Socket socket;
    private final OutputStream out;

    private SlowSender(int port, String request, long length) throws IOException {
        this(port, request + "\r\nHost: localhost\r\nConnection: close\r\nContent-Length: " + length + "\r\n\r\n");
    }

    private SlowSender(int port, String octets) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        out = socket.getOutputStream();
        out.write(octets.getBytes(StandardCharsets.US_ASCII));
    }

    /** Sends a header for the first page as far as the middle of a field. */
    public static SlowSender header(int port) throws IOException {
        return new SlowSender(port, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
    }

    /** Sends the header of a PUT that promises so many octets. */
    public static SlowSender put(int port, String path, long length) throws IOException {
        return new SlowSender(port, "PUT " + path + " HTTP/1.1", length);
    }

    /** Sends the header of a form (its boundary is {@code b}) that promises so many octets. */
    public static SlowSender form(int port, String path, long length) throws IOException {
        return new SlowSender(
                port, "POST " + path + " HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=b", length);
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

    /** Whether the other side ends the connection within a few seconds, with or without a word. */
    public boolean isCut() throws IOException {
        return isCut(5_000);
    }

    /** The same within so many milliseconds. */
    public boolean isCut(int patience) throws IOException {
        socket.setSoTimeout(patience);
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
