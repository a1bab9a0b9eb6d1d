package org.sallyport.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** An onion service as a client meets it: through the SOCKS port of that client's Tor (RFC 1928), which resolves the name. */
public final class OnionDoor {
    /** What Tor replies where an onion service wants a client key that this Tor has not (its proposal 304). */
    public static final int NO_CLIENT_KEY = 0xF4;

    private static final int PATIENCE_MILLIS = 60_000;
    private static final int HTTP = 80;
    /** Version 5, one way to sign in: none. */
    private static final byte[] GREETING = {5, 1, 0};
    /** Version 5, connect, to a name. */
    private static final byte[] CONNECT = {5, 1, 0, 3};
    /** Octets behind the reply: a zero, and an address of IPv4 with its port. */
    private static final int REST_OF_REPLY = 8;

    private final int socksPort;
    private final String onion;

    public OnionDoor(int socksPort, String onion) {
        this.socksPort = socksPort;
        this.onion = onion;
    }

    /** Whether its first page is there; Tor says after a while that it is not. */
    public boolean isOpen() {
        try {
            return RawHttp.status(answer(HTTP, "/")) < 500;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The whole answer to a GET, one character for each octet. */
    public String answer(int port, String target) throws IOException {
        try (Socket socket = toTor()) {
            int reply = connect(socket, port);
            if (reply != 0) {
                throw new IOException("Tor replies " + reply);
            }
            socket.getOutputStream().write(RawHttp.get(target, onion).getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    /** What Tor says of a connection to it: 0 where there is one. */
    public int reply(int port) throws IOException {
        try (Socket socket = toTor()) {
            return connect(socket, port);
        }
    }

    private Socket toTor() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), socksPort);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private int connect(Socket socket, int port) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        DataInputStream in = new DataInputStream(socket.getInputStream());
        out.write(GREETING);
        in.readFully(new byte[2]);
        out.write(CONNECT);
        out.writeByte(onion.length());
        out.writeBytes(onion);
        out.writeShort(port);
        in.readUnsignedByte();
        int reply = in.readUnsignedByte();
        in.readFully(new byte[REST_OF_REPLY]);
        return reply;
    }
}
