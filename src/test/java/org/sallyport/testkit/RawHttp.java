package org.sallyport.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Requests that no HTTP client would send, and answers to the octet. */
public final class RawHttp {
    private RawHttp() {}

    /**
     * Sends octets as they are.
     *
     * @param request should ask for the connection to be closed, or be so wrong that it is
     * @return everything that came back, one character for each octet
     */
    public static String answer(int port, String request) throws IOException {
        return answer(port, request, InetAddress.getLoopbackAddress());
    }

    /** @param from an address of this machine, which the other side sees */
    public static String answer(int port, String request, InetAddress from) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port, from, 0)) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /**
     * The same for a request that is so long that the connection may be cut before all of it is sent.
     *
     * @return what came back until then, perhaps nothing
     */
    public static String whateverComes(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            } catch (SocketException cut) {
                // What it said before can still be read, if it is here.
            }
            try {
                socket.getInputStream().transferTo(answer);
            } catch (SocketException cut) {
                // So much came.
            }
            return answer.toString(StandardCharsets.ISO_8859_1);
        }
    }

    /** A GET of this very target: nothing in it is decoded or tidied on the way. */
    public static String get(int port, String target) throws IOException {
        return answer(port, get(target, "localhost"));
    }

    /** The request alone, after whose answer the connection is closed. */
    static String get(String target, String host) {
        return "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
    }

    public static int status(String answer) {
        return Integer.parseInt(answer.substring("HTTP/1.1 ".length()).substring(0, 3));
    }

    /** The header's lines, in small letters. */
    public static String header(String answer) {
        return answer.substring(0, answer.indexOf("\r\n\r\n") + 2).toLowerCase(Locale.ROOT);
    }

    public static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
}
