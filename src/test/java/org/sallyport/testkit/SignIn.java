package org.sallyport.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A browser without scripts: goes through the login as a person does and keeps the cookies. Cookies ignore ports, so
 * those of Keycloak and of the console, both on localhost, lie in one jar. It sends Secure cookies over plain HTTP, as
 * browsers do to localhost.
 */
public final class SignIn {
    private static final Pattern FORM = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private static final int MOST_REDIRECTS = 10;

    private final Map<String, String> cookies = new LinkedHashMap<>();

    /** Signed in as this person, with the console open. */
    public static SignIn as(Person person) {
        SignIn browser = new SignIn();
        HttpResponse<String> arrived = browser.signIn(person, person.password());
        if (arrived.statusCode() != 200 || !arrived.uri().getPath().equals("/console/signed-in")) {
            throw new AssertionError("the login of " + person + " ended at "
                    + arrived.uri().getPath() + " with " + arrived.statusCode());
        }
        return browser;
    }

    /** Signed in with an account that a test made. */
    public static SignIn as(RealmAdmin.Account account) {
        SignIn browser = new SignIn();
        HttpResponse<String> arrived =
                browser.code(browser.password(account.name(), account.password()), account.code());
        if (!arrived.uri().getPath().equals("/console/signed-in")) {
            throw new AssertionError("the login of a test's account ended at " + arrived.uri());
        }
        return browser;
    }

    /** Opens the console, fills in both login forms and follows where they lead; what came last. */
    public HttpResponse<String> signIn(Person person, String password) {
        HttpResponse<String> page = password(person.signInName(), password);
        return asksForCode(page) ? code(page, Totp.code(person.totpSecret(), Instant.now())) : page;
    }

    /** Opens the console and fills in the first form; what came last. */
    public HttpResponse<String> password(String name, String password) {
        return password(follow(get("/console")), name, password);
    }

    /** Fills in the form for name and password. */
    public HttpResponse<String> password(HttpResponse<String> page, String name, String password) {
        return post(page, "username=" + encoded(name) + "&password=" + encoded(password) + "&credentialId=");
    }

    public static boolean asksForCode(HttpResponse<String> page) {
        return page.body().contains("name=\"otp\"");
    }

    /** Fills in the form for the code. */
    public HttpResponse<String> code(HttpResponse<String> page, String code) {
        return post(page, "otp=" + encoded(code));
    }

    /** Asks for the second factor once more and types this code; what came last. */
    public HttpResponse<String> stepUp(String code) {
        return code(follow(get("/console/step-up")), code);
    }

    /** Sends a form of Keycloak's with these fields, and follows where it leads. */
    public HttpResponse<String> post(HttpResponse<String> page, String fields) {
        return follow(submit(page, fields));
    }

    /** Sends a form of Keycloak's with these fields. */
    public HttpResponse<String> submit(HttpResponse<String> page, String fields) {
        Matcher form = FORM.matcher(page.body());
        if (!form.find()) {
            throw new AssertionError("no login form but status " + page.statusCode() + " at "
                    + page.uri().getPath());
        }
        return send(HttpRequest.newBuilder(URI.create(form.group(1).replace("&amp;", "&")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields)));
    }

    /** @param path at the staff face, such as {@code /api/entries} */
    public HttpResponse<String> get(String path) {
        return send(to(path));
    }

    /** @param address anywhere, with the cookies of here */
    public HttpResponse<String> open(URI address) {
        return send(HttpRequest.newBuilder(address));
    }

    /** @param headers name and value in turn */
    public HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = to(path).method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    /** Sends octets as the console does, with the session's token. */
    public HttpResponse<String> upload(String path, byte[] octets) {
        return change("POST", path, BodyPublishers.ofByteArray(octets), "application/octet-stream");
    }

    /** Sends JSON as the console does, with the session's token. */
    public HttpResponse<String> put(String path, String json) {
        return change("PUT", path, BodyPublishers.ofString(json), "application/json");
    }

    private HttpResponse<String> change(String method, String path, HttpRequest.BodyPublisher body, String type) {
        return send(to(path).method(method, body)
                .header("Content-Type", type)
                .header(
                        "X-CSRF-Token",
                        Browsers.json(get("/api/session")).path("token").asText()));
    }

    public HttpResponse<byte[]> download(String path) {
        return exchange(to(path), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** The cookies of the console, by name. */
    public Map<String, String> cookies() {
        return cookies;
    }

    public HttpResponse<String> follow(HttpResponse<String> answer) {
        HttpResponse<String> last = answer;
        for (int hop = 0; hop < MOST_REDIRECTS && last.statusCode() / 100 == 3; hop++) {
            URI next = last.uri().resolve(last.headers().firstValue("Location").orElseThrow());
            last = send(HttpRequest.newBuilder(next));
        }
        return last;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return exchange(request, HttpResponse.BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> exchange(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            HttpResponse<T> answer = HTTP.send(request.build(), handler);
            answer.headers().allValues("Set-Cookie").forEach(this::keep);
            return answer;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void keep(String setCookie) {
        String[] pair = setCookie.split(";", 2)[0].split("=", 2);
        if (pair[1].isEmpty() || setCookie.contains("Max-Age=0")) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }

    private static HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(Keycloak.staffOrigin() + path));
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
