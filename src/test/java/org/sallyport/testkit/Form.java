package org.sallyport.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** A form as a browser posts it, put together octet by octet: also what no browser would send can be made. */
public final class Form {
    private static final String EDGE = "edge";

    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
    private final String edge;

    public Form() {
        this(EDGE);
    }

    /** @param edge what stands between its parts */
    public Form(String edge) {
        this.edge = edge;
    }

    public Form field(String name, String value) {
        return field(name, value.getBytes(UTF_8));
    }

    public Form field(String name, byte[] value) {
        return part(("Content-Disposition: form-data; name=\"" + name + "\"").getBytes(UTF_8), value);
    }

    public Form file(String fileName, byte[] octets) {
        return file(fileName.getBytes(UTF_8), octets);
    }

    public Form file(byte[] fileName, byte[] octets) {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.writeBytes("Content-Disposition: form-data; name=\"files\"; filename=\"".getBytes(UTF_8));
        header.writeBytes(fileName);
        header.writeBytes("\"\r\nContent-Type: application/octet-stream".getBytes(UTF_8));
        return part(header.toByteArray(), octets);
    }

    /** @param header its lines, without the empty one behind them */
    public Form part(byte[] header, byte[] value) {
        parts.writeBytes(("--" + edge + "\r\n").getBytes(UTF_8));
        parts.writeBytes(header);
        parts.writeBytes("\r\n\r\n".getBytes(UTF_8));
        parts.writeBytes(value);
        parts.writeBytes("\r\n".getBytes(UTF_8));
        return this;
    }

    /** The whole body, its end included. */
    public byte[] octets() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(parts.toByteArray());
        whole.writeBytes(("--" + edge + "--\r\n").getBytes(UTF_8));
        return whole.toByteArray();
    }

    /** The header of a request that promises a body of this form's kind. */
    public static byte[] header(String path, int length) {
        return String.join(
                        "\r\n",
                        "POST " + path + " HTTP/1.1",
                        "Host: localhost",
                        "Connection: close",
                        "Content-Type: multipart/form-data; boundary=" + EDGE,
                        "Content-Length: " + length,
                        "",
                        "")
                .getBytes(UTF_8);
    }

    /** Sends it. @return the whole answer, its octets read as UTF-8 */
    public String post(int port, String path) throws IOException {
        return post(port, path, octets());
    }

    /** Sends these octets as such a form, whatever they are. */
    public static String post(int port, String path, byte[] body) throws IOException {
        String request = new String(header(path, body.length), ISO_8859_1) + new String(body, ISO_8859_1);
        return new String(RawHttp.answer(port, request).getBytes(ISO_8859_1), UTF_8);
    }
}
