package org.sallyport.review;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.Browsers;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.SourceWithCodename;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithKeycloak;
import org.sallyport.testkit.StoredEntry;
import org.sallyport.testkit.Vetting;

/** What sources sent through the gate, moved by a batch, as a reviewer gets it. */
@QuarkusTest
@TestProfile(StaffFaceWithKeycloak.class)
class ThreadResourceTest {
    private static final Person READER = Person.URGENT_1;
    private static final Person COLLEAGUE = Person.URGENT_LEAD;
    private static final Browsers BROWSERS = new Browsers();

    private SourceWithCodename source;
    private SourceWithCodename stranger;

    @BeforeEach
    void nothing_yet() throws Exception {
        Vetting.ofEverybody();
        source = new SourceWithCodename();
        stranger = new SourceWithCodename();
    }

    @AfterEach
    void close() throws IOException {
        source.close();
        stranger.close();
    }

    @Test
    void the_report_is_first_and_what_was_added_is_marked() throws Exception {
        UUID entry = reports(source);
        source.adds(sealed("And then."), READER);
        source.adds(sealed("And at last."), READER);
        // Whatever their days and ids are.
        Sql.run("update sealed_message set received = received - 9 where kind = 'addition'");

        JsonNode messages = thread(entry).path("messages");
        assertThat(messages.findValuesAsText("kind")).containsExactly("report", "addition", "addition");
        assertThat(messages.findValuesAsText("part")).containsExactly("report", "report", "report");
        assertThat(messages.findValuesAsText("readable")).containsExactly("true", "true", "true");
    }

    @Test
    void several_reports_under_one_codename_are_one_entry_and_each_is_marked_as_one() throws Exception {
        UUID entry = reports(source);
        source.adds(sealed("And then."), READER);
        assertThat(source.sends(source.report("Another thing.", READER, COLLEAGUE), READER, COLLEAGUE))
                .isEqualTo(entry);

        assertThat(thread(entry).path("messages").findValuesAsText("kind"))
                .containsExactly("report", "report", "addition");
        assertThat(listed(READER, "")).containsExactly(entry.toString());
    }

    @Test
    void copies_under_other_codenames_are_one_line_and_each_names_the_others() throws Exception {
        byte[] message = source.report(SourceWithCodename.REPORT, READER, COLLEAGUE);
        UUID own = source.sends(message, READER, COLLEAGUE);
        UUID captured = stranger.sends(message, READER, COLLEAGUE);

        assertThat(captured).isNotEqualTo(own);
        JsonNode line = list(READER, "").path("entries");
        assertThat(line).hasSize(1);
        assertThat(line.get(0).path("twins").asInt()).isOne();
        JsonNode twins = thread(own).path("twins");
        assertThat(twins.findValuesAsText("id")).containsExactly(captured.toString());
        assertThat(twins.get(0).path("replyCertificate").asText()).isEqualTo(base64(stranger.replyCertificate()));
        assertThat(thread(captured).path("twins").findValuesAsText("id")).containsExactly(own.toString());
        assertThat(Sql.count("body")).isOne();
    }

    @Test
    void a_copy_to_which_something_was_added_has_a_line_of_its_own() throws Exception {
        byte[] message = source.report(SourceWithCodename.REPORT, READER, COLLEAGUE);
        UUID captured = stranger.sends(message, READER, COLLEAGUE);
        UUID own = source.sends(message, READER, COLLEAGUE);
        assertThat(listed(READER, "")).containsExactly(captured.toString());

        source.adds(sealed("And then."), READER);

        assertThat(listed(READER, "")).containsExactlyInAnyOrder(captured.toString(), own.toString());
    }

    @Test
    void whoever_can_open_only_one_copy_learns_of_no_other() throws Exception {
        byte[] message = source.report(SourceWithCodename.REPORT, READER, COLLEAGUE);
        UUID own = source.sends(message, READER, COLLEAGUE);
        UUID captured = stranger.sends(message, READER, COLLEAGUE);
        Sql.run("delete from entry_access where entry = '" + captured + "' and recipient = '"
                + Vetting.certificate(COLLEAGUE).hex() + "'");

        assertThat(list(COLLEAGUE, "").path("entries").get(0).path("twins").asInt(-1))
                .isZero();
        assertThat(thread(COLLEAGUE, own).path("twins")).isEmpty();
        assertThat(BROWSERS.of(COLLEAGUE)
                        .get("/api/entries/" + captured + "/thread")
                        .statusCode())
                .isEqualTo(404);
        assertThat(thread(READER, own).path("twins")).hasSize(1);
    }

    @Test
    void no_reply_goes_into_a_mailbox_whose_key_is_not_the_one_inside_the_report() throws Exception {
        byte[] message = source.report(SourceWithCodename.REPORT, READER, COLLEAGUE);
        UUID own = source.sends(message, READER, COLLEAGUE);
        UUID captured = stranger.sends(message, READER, COLLEAGUE);
        // Even if the stranger's own key is inside what they added, and the message is sealed to it.
        stranger.adds(stranger.report("Answer me here.", READER), READER);
        byte[] reply = reply(source, "We believe you.");

        HttpResponse<String> refused = post(captured, 2, reply, source.replyCertificate());
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(Browsers.json(refused).path("title").asText()).isEqualTo("Not this codename's report");
        assertThat(Sql.count("sealed_message where kind = 'reply'")).isZero();

        assertThat(post(own, 1, reply, source.replyCertificate()).statusCode()).isEqualTo(200);
        assertThat(source.opens(READER)).hasSize(1);
        assertThat(stranger.opens(READER)).isEmpty();
    }

    @Test
    void a_source_that_wrote_again_stands_above_all_others_until_somebody_moves_it() throws Exception {
        UUID entry = reports(source);
        StoredEntry.at("urgent", LocalDate.now(ZoneOffset.UTC).plusDays(1), Vetting.certificate(READER));
        assertThat(listed(READER, "?state=again")).isEmpty();
        move(entry, "opened");
        move(entry, "waiting");
        seen(entry);
        assertThat(listed(READER, "").get(0)).isNotEqualTo(entry.toString());

        source.adds(sealed("And then."), READER);

        JsonNode line = list(READER, "").path("entries").get(0);
        assertThat(line.path("id").asText()).isEqualTo(entry.toString());
        assertThat(line.path("state").asText()).isEqualTo("again");
        assertThat(line.path("unread").asBoolean()).isTrue();
        assertThat(listed(READER, "?state=again")).containsExactly(entry.toString());
        assertThat(listed(READER, "?state=waiting")).isEmpty();
        // Nobody but the source makes it so, and what was opened is not "not yet opened" again.
        for (String wrong : List.of("again", "received")) {
            assertThat(BROWSERS.move(READER, entry.toString(), wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(409);
        }
        move(entry, "done");
        assertThat(listed(COLLEAGUE, "?state=done")).containsExactly(entry.toString());
        assertThat(BROWSERS.move(READER, entry.toString(), "again").statusCode())
                .isEqualTo(409);
    }

    @Test
    void a_report_that_nobody_has_opened_does_not_become_one_that_was() throws Exception {
        UUID entry = reports(source);
        source.adds(sealed("And then."), READER);
        assertThat(listed(READER, "?state=received")).containsExactly(entry.toString());
    }

    @Test
    void everything_of_an_entry_is_one_file_whose_members_gpg_opens() throws Exception {
        UUID entry = reports(source);
        source.adds(sealed("And then."), READER);
        assertThat(post(entry, 2, reply(source, "We believe you."), source.replyCertificate())
                        .statusCode())
                .isEqualTo(200);
        String today = LocalDate.now(ZoneOffset.UTC).toString();

        HttpResponse<byte[]> file = BROWSERS.of(READER).download("/api/entries/" + entry + "/sealed.zip");
        assertThat(file.headers().firstValue("Content-Type")).hasValue("application/zip");
        assertThat(file.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"entry-" + entry.toString().substring(0, 8) + ".zip\"");
        assertThat(file.headers().allValues("Cache-Control")).containsExactly("no-store");
        Map<String, byte[]> members = EntryFiles.members(file.body());
        assertThat(members.keySet())
                .containsExactly(
                        "1-report-" + today + ".pgp", "2-addition-" + today + ".pgp", "3-reply-" + today + ".pgp");
        try (EntryFiles offline = new EntryFiles(READER)) {
            List<byte[]> sealed = List.copyOf(members.values());
            assertThat(offline.reportText(sealed.get(0))).isEqualTo(SourceWithCodename.REPORT);
            assertThat(offline.open(sealed.get(1))).isEqualTo("And then.");
            assertThat(offline.open(sealed.get(2))).isEqualTo("We believe you.");
        }
    }

    @Test
    void an_addition_and_a_reply_are_each_a_file_that_gpg_opens() throws Exception {
        UUID entry = reports(source);
        source.adds(sealed("And then."), READER);
        post(entry, 2, reply(source, "We believe you."), source.replyCertificate());
        JsonNode messages = thread(entry).path("messages");
        try (EntryFiles offline = new EntryFiles(READER)) {
            assertThat(offline.open(download(READER, entry, messages.get(1)).body()))
                    .isEqualTo("And then.");
            assertThat(offline.open(download(READER, entry, messages.get(2)).body()))
                    .isEqualTo("We believe you.");
        }
    }

    @Test
    void whoever_was_not_sealed_an_addition_still_opens_the_report() throws Exception {
        UUID entry = reports(source);
        source.adds(sealed("And then."), READER);

        JsonNode messages = thread(COLLEAGUE, entry).path("messages");
        assertThat(messages.findValuesAsText("readable")).containsExactly("true", "false");
        assertThat(download(COLLEAGUE, entry, messages.get(1)).statusCode()).isEqualTo(404);
        Map<String, byte[]> members = EntryFiles.members(BROWSERS.of(COLLEAGUE)
                .download("/api/entries/" + entry + "/sealed.zip")
                .body());
        assertThat(members).hasSize(1);
        try (EntryFiles offline = new EntryFiles(COLLEAGUE)) {
            assertThat(offline.reportText(
                            download(COLLEAGUE, entry, messages.get(0)).body()))
                    .isEqualTo(SourceWithCodename.REPORT);
            assertThat(offline.reportText(members.values().iterator().next())).isEqualTo(SourceWithCodename.REPORT);
        }
    }

    private UUID reports(SourceWithCodename who) throws Exception {
        return who.sends(who.report(SourceWithCodename.REPORT, READER, COLLEAGUE), READER, COLLEAGUE);
    }

    private byte[] sealed(String text) throws IOException {
        return source.sealed(text.getBytes(UTF_8), READER);
    }

    /** Made with gpg, to the codename and to the reader. */
    private static byte[] reply(SourceWithCodename to, String text) throws IOException {
        Path key = Files.write(to.gpg().home().resolve("reply-key.pgp"), to.replyCertificate());
        return to.gpg()
                .run(
                        text.getBytes(UTF_8),
                        "--recipient-file",
                        key.toString(),
                        "--recipient-file",
                        Vetting.file(READER).toString(),
                        "--encrypt")
                .orFail();
    }

    private static HttpResponse<String> post(UUID entry, int seen, byte[] reply, byte[] key) {
        String body = "{\"seen\":" + seen + ",\"message\":\"" + base64(reply) + "\",\"replyCertificate\":\""
                + base64(key) + "\"}";
        return BROWSERS.of(READER)
                .send(
                        "POST",
                        "/api/entries/" + entry + "/replies",
                        body,
                        "Content-Type",
                        "application/json",
                        "X-CSRF-Token",
                        BROWSERS.token(READER));
    }

    private static void seen(UUID entry) {
        List<String> messages = thread(entry).path("messages").findValuesAsText("id");
        assertThat(BROWSERS.of(READER)
                        .put(
                                "/api/entries/" + entry + "/seen",
                                "{\"messages\":[\"" + String.join("\",\"", messages) + "\"]}")
                        .statusCode())
                .isEqualTo(200);
    }

    private static void move(UUID entry, String state) {
        assertThat(BROWSERS.move(READER, entry.toString(), state).statusCode())
                .as(state)
                .isEqualTo(200);
    }

    private static HttpResponse<byte[]> download(Person person, UUID entry, JsonNode message) {
        return BROWSERS.of(person)
                .download("/api/entries/" + entry + "/messages/"
                        + message.path("id").asText() + "/sealed.pgp");
    }

    private static JsonNode thread(UUID entry) {
        return thread(READER, entry);
    }

    private static JsonNode thread(Person person, UUID entry) {
        return Browsers.json(BROWSERS.of(person).get("/api/entries/" + entry + "/thread"));
    }

    private static JsonNode list(Person person, String filter) {
        return Browsers.json(BROWSERS.of(person).get("/api/entries" + filter));
    }

    private static List<String> listed(Person person, String filter) {
        return list(person, filter).path("entries").findValuesAsText("id");
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
