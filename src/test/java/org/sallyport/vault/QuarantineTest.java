package org.sallyport.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.intake.SendNow;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.Sql;

/** Every wrong row that the source's role can insert: it makes no batch fail, keeps nobody waiting, and changes nothing stored. */
class QuarantineTest {
    private static final EncryptionKey KEY =
            new EncryptionKey(new Fingerprint("A".repeat(40)), new Fingerprint("CA".repeat(20)), 18);
    private static final int CHUNK = 256 * 1024;
    private static final String NO_BODY = "a body that no gate hands on";
    private static final String NO_PACKETS = "packets that no gate hands on";
    private static final String NOT_ONE = "not one message";
    private static final String HALF = "half a codename";
    private static final String HASH = "'\\x" + "11".repeat(32) + "'";
    private static final String ADDRESS = "'11111111-2222-4333-8444-555555555555'";

    @BeforeEach
    void nothingIsStored() throws SQLException {
        PostgreSQL.empty();
        Sql.run("insert into desk (slug, name, description) values ('country', 'Country', 'Made for a test.')");
    }

    private static RawArrival raw() {
        return new RawArrival();
    }

    /** As long as a primary key and its header; the second has another key. */
    private static final String CERTIFICATE = "'\\xc633" + "11".repeat(60) + "'";

    private static final String OTHER_CERTIFICATE = "'\\xc633" + "22".repeat(60) + "'";

    private static RawArrival codename(String address, String hash, String certificate) {
        return raw().arrival("address", address).arrival("token_hash", hash).arrival("reply_certificate", certificate);
    }

    static Stream<Arguments> wrong() {
        String twice = RawArrival.quoted(UUID.randomUUID());
        return Stream.of(
                arguments("an unknown desk", "no such desk", raw().arrival("desk", "'nowhere'")),
                arguments("a desk of 1 MB", "no such desk", raw().arrival("desk", "'" + "d".repeat(1 << 20) + "'")),
                arguments("an empty desk", "no such desk", raw().arrival("desk", "''")),
                arguments("an address alone", HALF, codename(ADDRESS, "null", "null")),
                arguments("no certificate", HALF, codename(ADDRESS, HASH, "null")),
                arguments("no address", HALF, codename("null", HASH, CERTIFICATE)),
                arguments("a short hash", HALF, codename(ADDRESS, "'\\x" + "11".repeat(31) + "'", CERTIFICATE)),
                arguments("a long hash", HALF, codename(ADDRESS, "'\\x" + "11".repeat(33) + "'", CERTIFICATE)),
                arguments(
                        "a certificate without a whole key",
                        HALF,
                        codename(ADDRESS, HASH, "'\\xc633" + "11".repeat(50) + "'")),
                arguments("an empty certificate", HALF, codename(ADDRESS, HASH, "'\\x'")),
                arguments("a long certificate", HALF, codename(ADDRESS, HASH, "'\\x" + "11".repeat(65_537) + "'")),
                arguments("no packet", NO_PACKETS, raw().message("packets", "'{}'")),
                arguments("a null packet", NO_PACKETS, raw().message("packets", "'{null}'")),
                arguments("an empty packet", NO_PACKETS, raw().message("packets", "'{\"\"}'")),
                arguments("a short packet", NO_PACKETS, raw().message("packets", RawArrival.packets(1, 9))),
                arguments("a long packet", NO_PACKETS, raw().message("packets", RawArrival.packets(1, 8_193))),
                arguments(
                        "65 packets",
                        NO_PACKETS,
                        raw().message("packets", RawArrival.packets(65, 94))
                                .message("recipients", "'{" + "null,".repeat(64) + "null}'")),
                arguments(
                        "more packets than recipients",
                        NO_PACKETS,
                        raw().message("packets", RawArrival.packets(2, 94))),
                arguments("more recipients than packets", NO_PACKETS, raw().message("recipients", "'{null,null}'")),
                arguments("no recipient", NO_PACKETS, raw().message("recipients", "'{}'")),
                arguments("a short recipient", NO_PACKETS, raw().message("recipients", "'{" + "A".repeat(39) + "}'")),
                arguments("a long recipient", NO_PACKETS, raw().message("recipients", "'{" + "A".repeat(41) + "}'")),
                arguments(
                        "a recipient in words", NO_PACKETS, raw().message("recipients", "'{" + "G".repeat(40) + "}'")),
                arguments("a small recipient", NO_PACKETS, raw().message("recipients", "'{" + "a".repeat(40) + "}'")),
                arguments(
                        "a recipient of 1 MB",
                        NO_PACKETS,
                        raw().message("recipients", "'{" + "A".repeat(1 << 20) + "}'")),
                arguments("no reader", NO_PACKETS, raw().message("readers", "'{}'")),
                arguments("a null reader", NO_PACKETS, raw().message("readers", "'{null}'")),
                arguments(
                        "a reader with a new line",
                        NO_PACKETS,
                        raw().message("readers", "'{\"" + "A".repeat(40) + "\n\"}'")),
                arguments(
                        "65 readers",
                        NO_PACKETS,
                        raw().message("readers", "'{" + ("A".repeat(40) + ",").repeat(64) + "A}'")),
                arguments("another version", NO_BODY, raw().message("octets", "'\\x03020304'")),
                arguments(
                        "no octet at all",
                        NO_BODY,
                        raw().message("octets", "'\\x'").message("length", "'0'")),
                arguments(
                        "a gap",
                        NO_BODY,
                        raw().message("length", "'8'").chunk(0, 0).chunk(0, 2)),
                arguments("no first chunk", NO_BODY, raw().chunk(0, 1)),
                arguments(
                        "a negative chunk",
                        NO_BODY,
                        raw().message("length", "'8'").chunk(0, -1).chunk(0, 0)),
                arguments(
                        "a chunk twice",
                        NO_BODY,
                        raw().message("length", "'8'").chunk(0, 0).chunk(1, 0)),
                arguments(
                        "a chunk of the other class twice",
                        NO_BODY,
                        raw().message("length", "'8'").chunk(0, 0).chunk(4, 0)),
                arguments("a message twice", NOT_ONE, twice(twice)),
                arguments("a part twice", NOT_ONE, twiceNamed("identity")),
                arguments("files that are the report", NOT_ONE, twiceNamed("files")));
    }

    private static RawArrival twice(String id) {
        return raw().message("id", id)
                .arrival("report", id)
                .and(
                        "insert into arriving_message (slot, id, length, readers, recipients, packets, octets) values ('1', "
                                + id + ", '4', '{" + "A".repeat(40) + "}', '{null}', " + RawArrival.packets(1, 94)
                                + ", "
                                + RawArrival.OCTETS + ")");
    }

    private static RawArrival twiceNamed(String part) {
        RawArrival arrival = raw();
        return arrival.arrival(part, arrival.id());
    }

    /** It lies aside with all its octets, however many batches there are, and good ones beside it are placed. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void whatCannotBePlacedIsQuarantined(String name, String reason, RawArrival arrival) throws Exception {
        good(100);
        arrival.send();
        good(2 * CHUNK);

        for (int batch = 0; batch < 4; batch++) {
            BatchNow.move();
            assertThat(Sql.text("select string_agg(reason, '; ') from quarantine"))
                    .isEqualTo("P0001 " + reason);
            assertThat(Sql.count("entry")).isEqualTo(2);
            assertThat(
                            Sql.number(
                                    "select count(*) filter (where octets is not null) + (select count(*) from body_chunk c"
                                            + " where not exists (select from body b where b.id = c.body)) from unfinished_message"))
                    .as("where its octets are")
                    .isPositive();
            Sql.run(RawArrival.chunk(0, RawArrival.quoted(UUID.randomUUID()), 0));
        }
        assertThat(Sql.count("arrival")).isZero();
    }

    static Stream<Arguments> refused() {
        String missing = RawArrival.quoted(UUID.randomUUID());
        String id = RawArrival.quoted(UUID.randomUUID());
        return Stream.of(
                arguments("identity that is not there", "23000", raw().arrival("identity", missing)),
                arguments("files that are not there", "23000", raw().arrival("files", missing)),
                arguments("a report that is not there", "23000", raw().arrival("report", missing)),
                arguments("no report", "23502", raw().arrival("report", "null")),
                arguments("a length that is more", "23000", raw().message("length", "'5'")),
                arguments("a length that is less", "23000", raw().message("length", "'3'")),
                arguments("a negative length", "23000", raw().message("length", "'-1'")),
                arguments("a message without chunks", "23000", raw().message("octets", "null")),
                arguments(
                        "an empty message without chunks",
                        "23000",
                        raw().message("octets", "null").message("length", "'0'")),
                arguments(
                        "an id twice",
                        "23505",
                        raw().arrival("id", id)
                                .and("insert into arrival (slot, id, kind, desk, report) values ('0', " + id
                                        + ", 'report', 'country', " + missing + ")")),
                arguments("a chunk twice in a slot", "23505", raw().chunk(0, 0).chunk(0, 0)),
                arguments("another kind", "23514", raw().arrival("kind", "'reply'")),
                arguments("a slot that is none", "23514", raw().arrival("slot", "'9'")),
                arguments("packets that are null", "23502", raw().message("packets", "null")),
                arguments(
                        "an act",
                        "42501",
                        raw().and(
                                        "insert into arriving_act (slot, act, address, token_hash, arrivals, replies) values ('0', 'close', "
                                                + missing + ", '\\x01', '{}', '{}')")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void whatTheDatabaseSeesAtOnceIsRefused(String name, String state, RawArrival arrival) throws Exception {
        assertThatThrownBy(arrival::send)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failure -> assertThat(failure.getSQLState())
                                .as("%s", failure)
                                .isIn(state, "23000"));
        good(100);
        BatchNow.move();
        assertThat(Sql.count("entry")).isEqualTo(1);
        assertThat(Sql.count("quarantine")).isZero();
    }

    @Test
    void anArrivalTwiceInTwoSlotsIsPlacedOnce() throws Exception {
        String id = RawArrival.quoted(UUID.randomUUID());
        RawArrival first = raw().arrival("id", id);
        first.and("insert into arrival (slot, id, kind, desk, report) values ('1', " + id + ", 'report', 'country', "
                        + first.id() + ")")
                .send();
        BatchNow.move();
        BatchNow.move();
        assertThat(Sql.count("entry")).isEqualTo(1);
        assertThat(Sql.text("select string_agg(reason, '; ') from quarantine")).isEqualTo("P0001 " + NOT_ONE);
    }

    /** Its slot says only when it is moved. */
    @Test
    void anArrivalInASlotOfTheOtherClassIsPlaced() throws Exception {
        raw().arrival("slot", "'3'").message("slot", "'1'").send();
        BatchNow.move();
        assertThat(Sql.count("entry where desk = 'country'")).isEqualTo(1);
        assertThat(Sql.count("quarantine")).isZero();
    }

    /** Whoever guesses an address, or knows it from the source's own post, gets no mailbox and takes none away. */
    @Test
    void anotherTokenAtAMailboxsAddressIsAnEntryOfItsOwn() throws Exception {
        codename(ADDRESS, HASH, CERTIFICATE).send();
        BatchNow.move();
        codename(ADDRESS, "'\\x" + "22".repeat(32) + "'", CERTIFICATE)
                .message("octets", "'\\x02020304'")
                .send();
        codename(ADDRESS, HASH, OTHER_CERTIFICATE)
                .message("octets", "'\\x02020305'")
                .send();
        BatchNow.move();
        assertThat(Sql.count("entry where mailbox is not null")).isEqualTo(1);
        assertThat(Sql.count("entry where mailbox is null")).isEqualTo(2);
        assertThat(Sql.text("select encode(token_hash, 'hex') || encode(reply_certificate, 'hex') from mailbox"))
                .isEqualTo("11".repeat(32) + CERTIFICATE.substring(3, CERTIFICATE.length() - 1));
    }

    /** A process that was taken over knows the ids of what went through it. */
    @Test
    void whateverComesUnderTheIdOfAStoredBodyLeavesItAsItIs() throws Exception {
        good(2 * CHUNK);
        BatchNow.move();
        UUID stored = UUID.fromString(Sql.text("select id from body"));
        String before = stored(stored);
        List<RawArrival> attempts = List.of(
                raw().under(stored).chunk(0, 0),
                raw().under(stored),
                raw().under(stored).withoutArrival(),
                raw().under(stored).chunk(0, 0).chunk(0, 1).withoutArrival());
        for (RawArrival attempt : attempts) {
            attempt.send();
            abandon(stored);
            for (int batch = 0; batch < 4; batch++) {
                BatchNow.move();
                Sql.run(RawArrival.chunk(0, RawArrival.quoted(UUID.randomUUID()), 0));
                Sql.run(RawArrival.chunk(1, RawArrival.quoted(stored), batch));
            }
            BatchNow.move();
            assertThat(stored(stored)).isEqualTo(before);
        }
        assertThat(Sql.count("quarantine")).isEqualTo(2);
        assertThat(Sql.count("entry")).isEqualTo(1);
    }

    private static String stored(UUID body) {
        return Sql.text(
                "select string_agg(number || encode(sha256(octets), 'hex'), ' ' order by number) from body_chunk"
                        + " where body = '" + body + "'");
    }

    /** What is acknowledged, waits, or lies in quarantine is taken back by nobody. */
    @Test
    void whatWasAcknowledgedIsNotAbandoned() throws Exception {
        RawArrival waiting = raw().chunk(0, 0);
        waiting.send();
        abandon(UUID.fromString(waiting.id().replace("'", "")));
        RawArrival odd = raw().arrival("desk", "'nowhere'").message("octets", "'\\x01020305'");
        odd.send();
        BatchNow.move();
        abandon(UUID.fromString(odd.id().replace("'", "")));
        assertThat(Sql.count("entry")).isEqualTo(1);
        assertThat(Sql.count("unfinished_message")).isEqualTo(1);
    }

    private static void abandon(UUID id) throws SQLException {
        try (Connection source = PostgreSQL.source();
                Statement statement = source.createStatement()) {
            statement.execute("select abandon_upload('" + id + "')");
        }
    }

    @Test
    @Timeout(value = 180, unit = TimeUnit.SECONDS)
    void aHundredThousandChunksWithoutAMessageKeepNobodyWaitingAndAreSwept() throws Exception {
        Sql.run(
                "insert into arriving_chunk select 0, gen_random_uuid(), n % 3, '\\x01' from generate_series(1, 100000) n");
        Sql.run("insert into arriving_message select 0, gen_random_uuid(), 1, '{}', '{}', '{}', null"
                + " from generate_series(1, 10000)");
        good(100);
        good(2 * CHUNK);
        BatchNow.move();
        assertThat(Sql.count("entry")).isEqualTo(2);
        BatchNow.move();
        BatchNow.move();
        assertThat(Sql.count("body_chunk")).isEqualTo(3);
        assertThat(Sql.count("unfinished_message")).isZero();
        assertThat(Sql.count("unfinished_upload")).isZero();
        assertThat(Sql.count("quarantine")).isZero();
    }

    private static void good(int length) throws Exception {
        SendNow.to("country").message(MadeMessage.binary(List.of(KEY), length), List.of(KEY));
    }
}
