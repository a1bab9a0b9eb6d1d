package org.sallyport.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Firefox's own remote control, protocol 3: {@code length:[0, id, command, parameters]} over a plain socket, answered by
 * {@code length:[1, id, error, result]}. Unlike WebDriver BiDi it clicks and chooses files where scripts are off.
 */
final class Marionette implements AutoCloseable {
    /** Sending a large form through Tor takes its time. */
    private static final int PATIENCE_MILLIS = 180_000;

    private final ObjectMapper json = new ObjectMapper();
    private final Socket socket;
    private int last;

    Marionette(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        read();
    }

    JsonNode command(String name, Map<String, ?> parameters) throws IOException {
        last++;
        byte[] message = json.writeValueAsBytes(List.of(0, last, name, parameters));
        ByteArrayOutputStream framed = new ByteArrayOutputStream();
        framed.writeBytes((message.length + ":").getBytes(StandardCharsets.US_ASCII));
        framed.writeBytes(message);
        socket.getOutputStream().write(framed.toByteArray());
        JsonNode answer = read();
        if (!answer.path(2).isNull()) {
            throw new IOException(name + ": " + answer.path(2).path("error").asText() + ": "
                    + answer.path(2).path("message").asText());
        }
        return answer.path(3);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private JsonNode read() throws IOException {
        InputStream in = socket.getInputStream();
        int length = 0;
        for (int octet = in.read(); octet != ':'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("Firefox has gone");
            }
            length = length * 10 + octet - '0';
        }
        return json.readTree(in.readNBytes(length));
    }
}
