package org.sallyport.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** HTTP over a unix domain socket, octet by octet. */
public final class UnixHttp {
    private UnixHttp() {}

    public static SocketChannel connect(Path socket) throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    /** @return everything that came back, one character for each octet */
    public static String answer(Path socket, byte[]... request) throws IOException {
        try (SocketChannel channel = connect(socket)) {
            for (byte[] octets : request) {
                send(channel, octets, octets.length);
            }
            return answer(channel);
        }
    }

    public static String get(Path socket, String target) throws IOException {
        return answer(socket, RawHttp.get(target, "localhost").getBytes(ISO_8859_1));
    }

    /** Sends the first so many octets. */
    public static void send(SocketChannel channel, byte[] octets, int length) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(octets, 0, length);
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    public static String answer(SocketChannel channel) throws IOException {
        return new String(Channels.newInputStream(channel).readAllBytes(), ISO_8859_1);
    }
}
