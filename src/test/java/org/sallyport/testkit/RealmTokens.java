package org.sallyport.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tokens as Keycloak gives them to whoever knows the client's secret: by the authorization code flow, without the console. */
public final class RealmTokens {
    private static final String VERIFIER = "a-verifier-of-a-test-with-more-than-43-characters";
    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");

    private RealmTokens() {}

    /** By their names in the answer, such as {@code access_token}. */
    public static Map<String, String> of(RealmAdmin.Account account)
            throws IOException, InterruptedException, NoSuchAlgorithmException {
        String realm = Keycloak.address() + "/realms/sallyport/protocol/openid-connect";
        String back = SignIn.encoded(Keycloak.staffOrigin() + "/console/signed-in");
        String challenge = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
        SignIn browser = new SignIn();
        HttpResponse<String> form = browser.open(
                URI.create(realm + "/auth?client_id=sallyport-staff&response_type=code&scope=openid&redirect_uri="
                        + back + "&code_challenge_method=S256&code_challenge=" + challenge));
        HttpResponse<String> arrived =
                browser.submit(browser.password(form, account.name(), account.password()), "otp=" + account.code());
        Matcher code = CODE.matcher(arrived.headers().firstValue("Location").orElse(""));
        if (!code.find()) {
            throw new AssertionError("no code but " + arrived.statusCode());
        }
        String fields = "grant_type=authorization_code&code=" + code.group(1) + "&redirect_uri=" + back
                + "&client_id=sallyport-staff&client_secret=" + Keycloak.clientSecret() + "&code_verifier=" + VERIFIER;
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(realm + "/token"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(fields))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        Map<String, String> tokens = new TreeMap<>();
        JsonNode json = Browsers.json(answer);
        json.fieldNames()
                .forEachRemaining(name -> tokens.put(name, json.path(name).asText()));
        return tokens;
    }
}
