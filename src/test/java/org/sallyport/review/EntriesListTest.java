package org.sallyport.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testkit.Browsers;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.StaffFaceWithKeycloak;
import org.sallyport.testkit.StoredEntry;
import org.sallyport.testkit.Vetting;

@QuarkusTest
@TestProfile(StaffFaceWithKeycloak.class)
class EntriesListTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final Browsers BROWSERS = new Browsers();
    private static final int ENTRIES = 23;

    private final List<String> arrived = new ArrayList<>();

    @BeforeEach
    void entries_of_two_days() throws Exception {
        Vetting.ofEverybody();
        for (int i = 0; i < ENTRIES; i++) {
            LocalDate day = i % 4 == 0 ? DAY.minusDays(1) : DAY;
            arrived.add(StoredEntry.at("urgent", day, Vetting.certificate(Person.URGENT_1))
                    .id()
                    .toString());
        }
    }

    @Test
    void says_of_an_entry_what_a_reviewer_may_know_and_nothing_more() {
        JsonNode entry = page("size=1").path("entries").get(0);

        assertThat(entry.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("id", "desk", "received", "state", "size", "unread", "twins");
        assertThat(entry.path("desk").asText()).isEqualTo("urgent");
        assertThat(entry.path("received").asText()).isEqualTo("2026-11-24");
        assertThat(entry.path("state").asText()).isEqualTo("received");
        assertThat(entry.path("size").asText()).startsWith("up to ");
        assertThat(entry.path("unread").asBoolean()).isTrue();
        assertThat(entry.path("twins").asInt(-1)).isZero();
    }

    @Test
    void pages_hold_every_entry_once() {
        for (int size : new int[] {1, 5, ENTRIES, 200}) {
            List<String> seen = walk(size);
            assertThat(seen).as("pages of %d", size).hasSize(ENTRIES).containsExactlyInAnyOrderElementsOf(arrived);
        }
    }

    @Test
    void within_a_day_the_order_is_that_of_the_random_ids_and_not_of_arrival() {
        List<String> seen = walk(5);

        List<String> newest = seen.subList(0, ENTRIES - ENTRIES / 4 - 1);
        assertThat(newest).isSortedAccordingTo(Comparator.<String>reverseOrder());
        List<String> byArrival =
                arrived.stream().filter(new HashSet<>(newest)::contains).toList();
        assertThat(newest).isNotEqualTo(byArrival);
    }

    @Test
    void unopened_entries_come_first() {
        String first = walk(50).get(0);
        assertThat(BROWSERS.move(Person.URGENT_1, first, "opened").statusCode()).isEqualTo(200);

        List<String> seen = walk(7);

        assertThat(seen).hasSize(ENTRIES).endsWith(first);
    }

    @Test
    void an_entry_that_moves_between_two_pages_is_not_lost() {
        JsonNode first = page("size=5");
        List<String> seen = new ArrayList<>(first.path("entries").findValuesAsText("id"));
        BROWSERS.move(Person.URGENT_1, seen.get(4), "opened");

        String next = first.path("next").asText();
        JsonNode rest = page("size=200&after=" + URLEncoder.encode(next, StandardCharsets.UTF_8));

        seen.addAll(rest.path("entries").findValuesAsText("id"));
        assertThat(new HashSet<>(seen)).containsExactlyInAnyOrderElementsOf(arrived);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "201", "99999999999", "ten", "1.5", "01", "+5", "5 "})
    void a_size_that_is_none_is_refused_and_not_repeated(String size) {
        refused("size=" + URLEncoder.encode(size, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "<script>",
                "../../etc/passwd",
                "dW5vcGVuZWQ",
                // Three parts that are not a cursor's.
                "YSBiIGM",
                "dW5vcGVuZWQgMjAyNi0xMS0yNCAx",
                // Ranks that are none.
                "MyAyMDI2LTExLTI0IDAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMA",
                "LTEgMjAyNi0xMS0yNCAwMDAwMDAwMC0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwMDA",
                "' or 1=1 --"
            })
    void a_cursor_that_no_page_gave_is_refused_and_not_repeated(String cursor) {
        refused("after=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "desk=",
                // Of a desk that is not theirs they learn not even that it exists.
                "desk=country",
                "desk=none",
                "desk=%27%20or%201=1%20--",
                "desk=urgent&desk=urgent",
                "state=",
                "state=DONE",
                "state=proven",
                "state=done,opened",
                "state=AGAIN",
                "state=done&state=opened",
                "unread=",
                "unread=false",
                "unread=TRUE",
                "unread=true&unread=true",
                "unread=%3Cscript%3E",
                "size=5&size=6"
            })
    void a_filter_that_is_none_is_refused_and_not_repeated(String query) {
        refused(query);
    }

    @Test
    void filters_join() {
        List<String> all = walk(50);
        BROWSERS.move(Person.URGENT_1, all.get(0), "opened");
        BROWSERS.move(Person.URGENT_1, all.get(1), "opened");

        assertThat(walk(1, "&state=opened")).containsExactlyInAnyOrder(all.get(0), all.get(1));
        assertThat(walk(5, "&state=received")).hasSize(ENTRIES - 2).doesNotContain(all.get(0), all.get(1));
        assertThat(walk(5, "&desk=urgent")).hasSize(ENTRIES);
        assertThat(walk(5, "&desk=urgent&state=done&unread=true")).isEmpty();
    }

    @Test
    void a_cursor_gives_nobody_anothers_entries() {
        String next = page("size=5").path("next").asText();

        HttpResponse<String> answer = BROWSERS.of(Person.COUNTRY_1)
                .get("/api/entries?after=" + URLEncoder.encode(next, StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Browsers.json(answer).path("entries")).isEmpty();
    }

    private static void refused(String query) {
        HttpResponse<String> answer = BROWSERS.of(Person.URGENT_1).get("/api/entries?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(Browsers.json(answer).path("detail").asText()).matches("\"(size|after|desk|state|unread)\" is .*");
        assertThat(answer.body()).doesNotContain("script", "passwd", "1=1", "Exception", "proven", "country");
    }

    private static List<String> walk(int size) {
        return walk(size, "");
    }

    private static List<String> walk(int size, String filter) {
        List<String> seen = new ArrayList<>();
        String after = "";
        for (int pages = 0; pages <= ENTRIES; pages++) {
            JsonNode page = page("size=" + size + filter + after);
            seen.addAll(page.path("entries").findValuesAsText("id"));
            if (page.path("next").isNull()) {
                return seen;
            }
            assertThat(page.path("entries")).hasSize(size);
            after = "&after=" + URLEncoder.encode(page.path("next").asText(), StandardCharsets.UTF_8);
        }
        throw new AssertionError("the pages do not end");
    }

    private static JsonNode page(String query) {
        HttpResponse<String> answer = BROWSERS.of(Person.URGENT_1).get("/api/entries?" + query);
        assertThat(answer.statusCode()).isEqualTo(200);
        return Browsers.json(answer);
    }
}
