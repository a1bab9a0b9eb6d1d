package org.sallyport.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.intake.SendNow;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.Sql;

/** What fails while a batch is moved, and is no fault of what arrived: nothing goes into quarantine for it, and what is there comes back. */
class PassingFaultsTest {
    private static final EncryptionKey KEY =
            new EncryptionKey(new Fingerprint("A".repeat(40)), new Fingerprint("CA".repeat(20)), 18);

    @BeforeEach
    void nothingIsStored() throws Exception {
        PostgreSQL.empty();
        Sql.run("insert into desk (slug, name, description) values ('country', 'Country', 'Made for a test.')");
    }

    @AfterEach
    void nothingFails() {
        Sql.run("drop function if exists fail_for_a_test cascade");
    }

    /** A full disk, no memory, a lock that is not free, a deadlock, a server that stops, a disk that breaks. */
    @ParameterizedTest
    @ValueSource(strings = {"53100", "53200", "55P03", "40P01", "57P01", "58030"})
    void theBatchIsTriedAgainAndNothingIsQuarantined(String state) throws Exception {
        send();
        send();
        bodiesFailWith(state);
        assertThatThrownBy(PassingFaultsTest::move)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failure -> assertThat(failure.getSQLState()).isEqualTo(state));
        assertThat(Sql.count("quarantine")).isZero();
        assertThat(Sql.count("arrival")).isEqualTo(2);
        nothingFails();
        move();
        assertThat(Sql.count("entry")).isEqualTo(2);
        assertThat(Sql.count("arrival")).isZero();
    }

    @Test
    void whatLiesInQuarantineArrivesAgainWhenItsReasonIsMended() throws Exception {
        send();
        send();
        bodiesFailWith("22003");
        BatchNow.move();
        assertThat(Sql.count("quarantine")).isEqualTo(2);
        assertThat(Sql.count("entry")).isZero();
        assertThat(Sql.number("select release_quarantine()")).isEqualTo(2);
        BatchNow.move();
        assertThat(Sql.count("quarantine")).as("it is not mended yet").isEqualTo(2);

        nothingFails();
        assertThat(Sql.number("select release_quarantine()")).isEqualTo(2);
        BatchNow.move();
        assertThat(Sql.count("entry")).isEqualTo(2);
        assertThat(Sql.count("quarantine")).isZero();
        assertThat(Sql.count("unfinished_message")).isZero();
    }

    @Test
    void whatIsNotWholeStaysInQuarantine() throws Exception {
        RawArrival odd = new RawArrival().arrival("desk", "'nowhere'");
        odd.send();
        BatchNow.move();
        Sql.run("delete from unfinished_message");
        assertThat(Sql.number("select release_quarantine()")).isZero();
        assertThat(Sql.count("quarantine")).isOne();
    }

    private static void bodiesFailWith(String state) {
        Sql.run("create function fail_for_a_test() returns trigger language plpgsql as"
                + " $$ begin raise exception 'made for a test' using errcode = '" + state + "'; end $$");
        for (int layer = 0; layer < 3; layer++) {
            Sql.run("create trigger fails before insert on body_" + layer
                    + " for each row execute function fail_for_a_test()");
        }
    }

    private static void move() throws SQLException {
        try (var staff = PostgreSQL.staff()) {
            BatchNow.move(staff, LocalDate.of(2026, 11, 24), Map.of());
        }
    }

    private static void send() throws Exception {
        SendNow.to("country").message(MadeMessage.binary(List.of(KEY), 100), List.of(KEY));
    }
}
