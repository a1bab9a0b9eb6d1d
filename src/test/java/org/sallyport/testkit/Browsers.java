package org.sallyport.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.EnumMap;
import java.util.Map;

/** One signed-in browser for each person, kept while a test class runs: a login takes time, and is tested elsewhere. */
public final class Browsers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<Person, SignIn> browsers = new EnumMap<>(Person.class);

    public SignIn of(Person person) {
        return browsers.computeIfAbsent(person, SignIn::as);
    }

    /** The token that calls which change something must carry; "null" for a person who gets none. */
    public String token(Person person) {
        return token(of(person));
    }

    /** "null" where there is no session. */
    public static String token(SignIn browser) {
        HttpResponse<String> session = browser.get("/api/session");
        return session.statusCode() == 200 ? json(session).path("token").asText() : "null";
    }

    /** Moves an entry as the console does. */
    public HttpResponse<String> move(Person person, String id, String state) {
        return of(person)
                .send(
                        "PUT",
                        "/api/entries/" + id + "/state",
                        "{\"state\":\"" + state + "\"}",
                        "Content-Type",
                        "application/json",
                        "X-CSRF-Token",
                        token(person));
    }

    public static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
