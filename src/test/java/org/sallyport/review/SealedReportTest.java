package org.sallyport.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.openpgp.MessageFraming;
import org.sallyport.testkit.Browsers;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.StaffFaceWithKeycloak;
import org.sallyport.testkit.StoredEntry;
import org.sallyport.testkit.Vetting;

@QuarkusTest
@TestProfile(StaffFaceWithKeycloak.class)
class SealedReportTest {
    private static final Browsers BROWSERS = new Browsers();

    private StoredEntry entry;

    @BeforeEach
    void an_entry_for_two() throws Exception {
        Vetting.ofEverybody();
        entry = StoredEntry.at(
                "urgent",
                LocalDate.of(2026, 11, 24),
                Vetting.certificate(Person.URGENT_1),
                Vetting.certificate(Person.URGENT_LEAD));
    }

    @Test
    void comes_as_a_file_with_the_readers_own_packet_only() throws Exception {
        HttpResponse<byte[]> file = BROWSERS.of(Person.URGENT_1).download(address());

        byte[] own = entry.packet(Vetting.certificate(Person.URGENT_1));
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.write(MessageFraming.header(List.of(own), entry.body().length));
        expected.write(entry.body());
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.body()).isEqualTo(expected.toByteArray());
        assertThat(new String(file.body(), StandardCharsets.ISO_8859_1))
                .doesNotContain(Vetting.certificate(Person.URGENT_LEAD).hex());
    }

    @Test
    void has_a_neutral_name_no_guessable_type_and_is_not_kept() {
        HttpResponse<byte[]> file = BROWSERS.of(Person.URGENT_1).download(address());

        assertThat(file.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"message-"
                        + entry.message().toString().substring(0, 8) + ".pgp\"");
        assertThat(file.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(file.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(file.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(file.headers().firstValue("Content-Length")).hasValue(String.valueOf(file.body().length));
        assertThat(file.headers().firstValue("Last-Modified")).isEmpty();
    }

    @Test
    void that_breaks_off_does_not_look_whole() throws Exception {
        // As if the second chunk had been lost.
        change("update body_chunk set octets = convert_to(repeat('x', 262144), 'UTF8') where body ="
                + " (select body from sealed_message where entry = ?)");
        change("update sealed_message set length = 300000 where entry = ?");

        assertThatThrownBy(() -> BROWSERS.of(Person.URGENT_1).download(address()))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void that_is_lost_is_a_failure_and_not_an_empty_file() throws Exception {
        change("delete from body_chunk where body = (select body from sealed_message where entry = ?)");

        assertThat(BROWSERS.of(Person.URGENT_1).download(address()).statusCode())
                .isEqualTo(500);
    }

    @Test
    void is_not_given_to_a_colleague_without_a_packet() {
        assertThat(BROWSERS.of(Person.BOTH_DESKS).download(address()).statusCode())
                .isEqualTo(404);
    }

    private String address() {
        return "/api/entries/" + entry.id() + "/messages/" + entry.message() + "/sealed.pgp";
    }

    private void change(String sql) throws SQLException {
        try (Connection database = PostgreSQL.owner();
                PreparedStatement statement = database.prepareStatement(sql)) {
            statement.setObject(1, entry.id());
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }
}
