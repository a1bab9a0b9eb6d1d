package org.sallyport.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.testkit.Browsers;
import org.sallyport.testkit.Endpoint;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.SignIn;
import org.sallyport.testkit.StaffFaceWithKeycloak;
import org.sallyport.testkit.StoredEntry;
import org.sallyport.testkit.TurnedClock;
import org.sallyport.testkit.Vetting;

/**
 * Every endpoint of the staff's doors and everybody who might call it. The rows are held against the endpoints that there are:
 * one without a row fails.
 */
@QuarkusTest
@TestProfile(StaffFaceWithKeycloak.class)
class RoleMatrixTest {
    /**
     * The entry {id} is at the urgent desk and sealed to URGENT_1 and URGENT_LEAD. Everybody has signed in more than five
     * minutes ago, the last column not at all.
     *
     * <p>{@code +} answered; {@code -} as if it did not exist (404); {@code x} refused for want of the role (403); {@code 2} a
     * fresh second factor is asked for; {@code ?} a sign-in is asked for; {@code .} ends the session (tested in SignInTest,
     * SignedOutTest and SecondFactorTest).
     */
    private static final String TABLE = """
                                                  U U B C U D K K A R L N n
                                                  R R O O N E E E U E E O o
                                                  G G T U V S Y Y D V A   b
                                                  1 L H N E K A D I I D R o
            GET  /api/session                     + + + + + + + + + + + + ?
            GET  /api/session/second-factor       2 2 2 2 2 2 2 2 2 2 2 2 ?
            GET  /api/entries                     + + + + + + x x x x x x ?
            GET  /api/entries/{id}                + + - - - - x x x x x x ?
            GET  /api/entries/{id}/sealed.zip     + + - - - - x x x x x x ?
            PUT  /api/entries/{id}/state          + + - - - - x x x x x x ?
            PUT  /api/entries/{id}/seen           + + - - - - x x x x x x ?
            GET  /api/entries/{id}/thread         + + - - - - x x x x x x ?
            GET  /api/entries/{id}/messages/{message}/sealed.pgp + + - - - - x x x x x x ?
            POST /api/entries/{id}/replies        + + - - - - x x x x x x ?
            GET  /api/entries/{id}/handing-on     + + - - - - x x x x x x ?
            PUT  /api/entries/{id}/handing-on     + + - - - - x x x x x x ?
            GET  /api/entries/{id}/readers        + + - - - - x x x x x x ?
            DELETE /api/entries/{id}/readers/{fingerprint} x 2 x x x x x x x x x x ?
            GET  /api/colleagues                  + + + + + + x x x x x x ?
            GET  /api/unreadable                  + + + + + + x x x x x x ?
            GET  /api/storage                     x + x x x x + + x x x x ?
            GET  /api/readdressing                + + + + + + x x x x x x ?
            PUT  /api/readdressing                + + + + + + x x x x x x ?
            GET  /api/own-certificates            + + + + + + x x x x x x ?
            POST /api/own-certificates            2 2 2 2 2 2 x x x x x x ?
            PUT  /api/own-certificates/{fingerprint}/retired 2 2 2 2 2 2 x x x x x x ?
            GET  /api/keyring                     x x x x x x + + x x x x ?
            POST /api/keyring/signed              x x x x x x 2 2 x x x x ?
            PUT  /api/keyring/{fingerprint}/retired x x x x x x 2 2 x x x x ?
            PUT  /api/desks/{slug}                x x x x x x 2 2 x x x x ?
            PUT  /api/desks/{slug}/retired        x x x x x x 2 2 x x x x ?
            GET  /api/record                      x x x x x x x x + x x x ?
            GET  /api/record/check                x x x x x x x x + x x x ?
            GET  /console                         + + + + + + + + + + + + ?
            GET  /console/assets/{name}           - - - - - - - - - - - - -
            GET  /console/signed-in               + + + + + + + + + + + + ?
            GET  /console/signed-out              + + + + + + + + + + + + +
            GET  /console/sign-out                . . . . . . . . . . . . .
            GET  /console/step-up                 . . . . . . . . . . . . .
            POST /console/back-channel-logout     . . . . . . . . . . . . .
            """;

    private static final List<Person> PEOPLE = List.of(
            Person.URGENT_1,
            Person.URGENT_LEAD,
            Person.BOTH_DESKS,
            Person.COUNTRY_1,
            Person.UNVETTED,
            Person.DESKLESS,
            Person.KEY_ADMIN,
            Person.KEY_ADMIN_AT_DESK,
            Person.AUDITOR,
            Person.REVIEWER_AND_KEY_ADMIN,
            Person.LEAD_AND_AUDITOR,
            Person.NO_ROLE);

    private static final int HEADINGS = 4;
    private static final Browsers BROWSERS = new Browsers();

    private StoredEntry entry;

    /** @param verdicts one for each of {@link #PEOPLE}, and one for nobody */
    record Row(String method, String path, List<String> verdicts) {
        static Row of(String line) {
            List<String> words = List.of(line.trim().split(" +", -1));
            return new Row(words.get(0), words.get(1), words.subList(2, words.size()));
        }

        String endpoint() {
            return method + " " + path;
        }

        @Override
        public String toString() {
            return endpoint();
        }
    }

    static Stream<Row> rows() {
        return TABLE.lines().skip(HEADINGS).map(Row::of);
    }

    @BeforeEach
    void one_entry_at_the_urgent_desk() throws Exception {
        Vetting.ofEverybody();
        entry = StoredEntry.at(
                "urgent",
                LocalDate.of(2026, 11, 24),
                Vetting.certificate(Person.URGENT_1),
                Vetting.certificate(Person.URGENT_LEAD));
        PEOPLE.forEach(BROWSERS::of);
        TurnedClock.aSessionLater();
    }

    @AfterEach
    void at_the_machine_s_time() {
        TurnedClock.back();
    }

    @Test
    void every_endpoint_has_a_row_and_every_row_an_endpoint() {
        Set<String> named = rows().map(Row::endpoint).collect(Collectors.toSet());
        assertThat(new TreeSet<>(named)).isEqualTo(endpoints());
        assertThat(rows()).allSatisfy(row -> assertThat(row.verdicts()).hasSize(PEOPLE.size() + 1));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void the_matrix(Row row) {
        List<String> found = new ArrayList<>();
        for (Person person : PEOPLE) {
            found.add(row.verdicts().contains(".") ? "." : verdict(row, BROWSERS.of(person)));
        }
        found.add(row.verdicts().contains(".") ? "." : verdict(row, new SignIn()));

        assertThat(found).isEqualTo(row.verdicts());
    }

    private String verdict(Row row, SignIn browser) {
        String path = row.path()
                .replace("{id}", entry.id().toString())
                .replace("{message}", entry.message().toString())
                .replace("{fingerprint}", "A".repeat(40))
                .replace("{slug}", "matrix")
                .replace("{name}", "none.js")
                .replace("handing-on", "handing-on?desk=urgent&to=A");
        HttpResponse<String> answer = row.method().equals("GET")
                ? browser.get(path)
                : browser.send(
                        row.method(),
                        path,
                        body(row.path()),
                        "Content-Type",
                        "application/json",
                        "X-CSRF-Token",
                        Browsers.token(browser));
        return switch (answer.statusCode()) {
            case 200, 204, 409, 422 -> "+";
            case 404 -> "-";
            case 403 -> answer.body().contains("tag:sallyport.org,2026:second-factor") ? "2" : "x";
            case 302, 499 -> "?";
            default -> String.valueOf(answer.statusCode());
        };
    }

    /** What would be taken from somebody who may. */
    private String body(String path) {
        return Map.of(
                        "/api/readdressing", "{\"packets\":[]}",
                        "/api/entries/{id}/handing-on", "{\"desk\":\"urgent\",\"to\":[\"A\"],\"packets\":[]}",
                        "/api/entries/{id}/state", "{\"state\":\"opened\"}",
                        "/api/entries/{id}/seen", "{\"messages\":[\"" + entry.message() + "\"]}",
                        "/api/entries/{id}/replies", "{\"seen\":1,\"message\":\"AAAA\",\"replyCertificate\":null}")
                .getOrDefault(path, "{}");
    }

    private static Set<String> endpoints() {
        return Endpoint.in("org.sallyport.review", "org.sallyport.admin", "org.sallyport.staff").stream()
                .map(Endpoint::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
