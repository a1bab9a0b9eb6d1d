package org.sallyport.house;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.testkit.Form;
import org.sallyport.testkit.RawHttp;

/** Requests of a source that gives itself away wherever a request can. */
final class MarkedRequests {
    private final int port;
    private final Marks marks;

    /** What happens in the middle of an upload. */
    interface Meanwhile {
        void happen() throws Exception;
    }

    MarkedRequests(int port, Marks marks) {
        this.port = port;
        this.marks = marks;
    }

    /** @return the whole answer, read as UTF-8; empty if the connection was cut instead */
    String send(String line, String type, byte[] body) throws IOException {
        String request = header(line, type, body.length) + new String(body, ISO_8859_1);
        return sendAsItIs(request);
    }

    String get(String target) throws IOException {
        return sendAsItIs(header("GET " + target) + "\r\n");
    }

    String post(String target, Form form) throws IOException {
        return send("POST " + target, formType(), form.octets());
    }

    String put(String target, byte[] body) throws IOException {
        return send("PUT " + target, "application/x-" + marks.of(Mark.CONTENT_TYPE), body);
    }

    Form form() {
        return new Form(marks.of(Mark.BOUNDARY));
    }

    String formType() {
        return "multipart/form-data; boundary=" + marks.of(Mark.BOUNDARY) + "; charset="
                + marks.of(Mark.TYPE_PARAMETER);
    }

    String sendAsItIs(String request) throws IOException {
        try {
            return new String(RawHttp.answer(port, request, marks.address()).getBytes(ISO_8859_1), UTF_8);
        } catch (SocketException cut) {
            return "";
        }
    }

    /** Sends two thirds of a body, waits for what happens meanwhile, and goes without a word. */
    void breakOff(String line, String type, byte[] body, Meanwhile meanwhile) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port, marks.address(), 0)) {
            socket.getOutputStream().write(header(line, type, body.length).getBytes(ISO_8859_1));
            socket.getOutputStream().write(body, 0, body.length * 2 / 3);
            socket.getOutputStream().flush();
            meanwhile.happen();
        }
    }

    /** Pages that there are, and paths that lead nowhere. */
    List<String> lookAround() throws IOException {
        List<String> answers = new ArrayList<>();
        for (String page :
                List.of("/", "/desks/urgent", "/desks/urgent/codename", "/mailbox", "/keys/desks", "/console")) {
            answers.add(get(page));
        }
        String mark = marks.of(Mark.PATH);
        for (String path : List.of(
                "/" + mark,
                "/desks/" + mark,
                "/desks/" + mark + "/report",
                "/desks/../" + mark,
                "/keys/tile/" + mark,
                "/.well-known/openpgpkey/hu/" + mark,
                "/api/" + mark,
                "/console/" + mark)) {
            answers.add(get(path));
            answers.add(put(path, new byte[] {'a'}));
            answers.add(post(path, form().field("a", "b")));
        }
        return answers;
    }

    private String header(String line, String type, int length) {
        return header(line) + "Content-Type: " + type + "\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private String header(String line) {
        return String.join(
                "\r\n",
                line + "?q=" + marks.of(Mark.QUERY) + " HTTP/1.1",
                "Host: " + marks.of(Mark.HOST) + ".onion",
                "X-Forwarded-For: " + marks.of(Mark.FORWARDED_FOR),
                "Forwarded: for=" + marks.of(Mark.FORWARDED),
                "User-Agent: Mozilla/5.0 (" + marks.of(Mark.USER_AGENT) + ")",
                "Accept: text/html, text/x-" + marks.of(Mark.ACCEPT) + ";q=0.5",
                "Accept-Language: " + marks.of(Mark.LANGUAGE) + ";q=0.9",
                "Referer: http://" + marks.of(Mark.REFERER) + ".example/",
                "Cookie: session=" + marks.of(Mark.COOKIE),
                "X-Unknown: " + marks.of(Mark.UNKNOWN_HEADER),
                "Connection: close",
                "");
    }

    /** None of them is a request: each is refused before anything that we wrote is asked. */
    List<String> malformed() {
        String mark = marks.of(Mark.MALFORMED);
        return List.of(
                mark + "\r\n\r\n",
                "GET " + mark + "\r\n\r\n",
                "GET /" + mark + " HTTP/7\r\n\r\n",
                "GET /%zz" + mark + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\n" + mark + "\r\n\r\n",
                "GET /" + mark.repeat(1000) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + mark.repeat(1000) + "\r\nConnection: close\r\n\r\n",
                "PUT /desks/urgent/report HTTP/1.1\r\nHost: x\r\nContent-Length: " + mark + "\r\n\r\n",
                "POST /report HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + mark
                        + "\r\n\r\n");
    }
}
