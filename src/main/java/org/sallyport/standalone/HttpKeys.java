package org.sallyport.standalone;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sallyport.keyring.PublishedKeys;

/**
 * A source face at its address, each page asked for over a connection of its own. Through a SOCKS 5 proxy, such as Tor's, the
 * proxy looks the name up: Java's own HTTP clients would ask the name servers for the onion address first.
 *
 * @param proxy unresolved or not, it is looked up here
 */
record HttpKeys(URI address, Optional<InetSocketAddress> proxy) implements PublishedKeys {
    private static final int PATIENCE = (int) Duration.ofMinutes(2).toMillis();
    private static final int LONGEST_HEAD = 16 * 1024;
    private static final int HTTP = 80;
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *([0-9]{1,15})\r\n");

    @Override
    public Optional<byte[]> read(String path, int most) throws IOException {
        int port = address.getPort() < 0 ? HTTP : address.getPort();
        try (Socket socket = proxy.isPresent() ? new Socket(new Proxy(Proxy.Type.SOCKS, proxy.get())) : new Socket()) {
            socket.connect(
                    proxy.isPresent()
                            ? InetSocketAddress.createUnresolved(address.getHost(), port)
                            : new InetSocketAddress(address.getHost(), port),
                    PATIENCE);
            socket.setSoTimeout(PATIENCE);
            // HTTP/1.0: the answer is one piece, and ends with the connection.
            String request = "GET " + folder() + path + " HTTP/1.0\r\nHost: " + address.getRawAuthority() + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return body(path, socket.getInputStream().readNBytes(LONGEST_HEAD + most + 1), most);
        }
    }

    private String folder() {
        String path = address.getRawPath();
        return path.endsWith("/") ? path : path + "/";
    }

    private static Optional<byte[]> body(String path, byte[] answer, int most) throws IOException {
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0 || !text.startsWith("HTTP/1.")) {
            throw new IOException(path + ": this is no answer of a web server");
        }
        String head = text.substring(0, end + 2).toLowerCase(Locale.ROOT);
        String status = head.substring("HTTP/1.x ".length()).split("[ \r]", 2)[0];
        if (status.equals("404")) {
            return Optional.empty();
        }
        if (!status.equals("200")) {
            throw new IOException(path + ": the server answered " + status);
        }
        byte[] body = Arrays.copyOfRange(answer, end + 4, answer.length);
        Matcher length = LENGTH.matcher(head);
        if (!length.find() || head.contains("\r\ntransfer-encoding:")) {
            throw new IOException(path + ": the server does not say how long its answer is");
        }
        long declared = Long.parseLong(length.group(1));
        if (declared > most) {
            throw new IOException(path + ": the answer is longer than it can be");
        }
        if (declared != body.length) {
            throw new IOException(path + ": the answer broke off");
        }
        return Optional.of(body);
    }
}
