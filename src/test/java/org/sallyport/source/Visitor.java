package org.sallyport.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.sallyport.codename.Codename;
import org.sallyport.codename.WordList;
import org.sallyport.testkit.Form;
import org.sallyport.testkit.MadeMessage;

/** Somebody at the sources' door who keeps all that an answer shows: its status, each header and each octet. */
final class Visitor {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    enum Way {
        PUT_BINARY,
        PUT_ARMORED,
        FORM_FILE,
        FORM_PASTE;

        boolean isForm() {
            return this == FORM_FILE || this == FORM_PASTE;
        }

        private byte[] octets(byte[] message) {
            return this == PUT_BINARY || this == FORM_FILE
                    ? message
                    : MadeMessage.armor("MESSAGE", message).getBytes(US_ASCII);
        }
    }

    /** @param codename of a form only */
    String send(String desk, Way way, byte[] message, @Nullable Codename codename)
            throws IOException, InterruptedException {
        String path = "/desks/" + desk + "/report";
        if (!way.isForm()) {
            return ask(request(path, "application/octet-stream")
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(way.octets(message)))
                    .build());
        }
        Form form = new Form();
        if (codename != null) {
            form.field("codename", codename.field());
        }
        if (way == Way.FORM_PASTE) {
            form.field("message", way.octets(message));
        } else {
            form.part(
                    "Content-Disposition: form-data; name=\"file\"; filename=\"a.pgp\"".getBytes(US_ASCII),
                    way.octets(message));
        }
        return post(path, form);
    }

    /** A page of the mailbox, asked for with nothing but its codename; which one it is does not show in what is returned. */
    String codename(String page, Codename codename) throws IOException, InterruptedException {
        return without(codename, post("/mailbox/" + page, new Form().field("codename", codename.field())));
    }

    String open(Codename codename) throws IOException, InterruptedException {
        return without(codename, post("/mailbox", new Form().field("words", codename.words(WordList.ENGLISH))));
    }

    private static String without(Codename codename, String answer) {
        return answer.replace(new String(codename.field(), US_ASCII), "CODENAME");
    }

    private String post(String path, Form form) throws IOException, InterruptedException {
        return ask(request(path, "multipart/form-data; boundary=edge")
                .POST(HttpRequest.BodyPublishers.ofByteArray(form.octets()))
                .build());
    }

    private static HttpRequest.Builder request(String path, String type) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path))
                .header("Content-Type", type);
    }

    private String ask(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        return answer.statusCode() + " " + answer.headers().map() + "\n" + new String(answer.body(), ISO_8859_1);
    }
}
