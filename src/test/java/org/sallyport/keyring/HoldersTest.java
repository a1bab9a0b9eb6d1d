package org.sallyport.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.openpgp.ForgedCertificate;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithoutSignIn;

/** Whose sign-in a certificate belongs to, as the staff's face reads it. */
@QuarkusTest
@TestProfile(StaffFaceWithoutSignIn.class)
class HoldersTest {
    @Inject
    KeyringTables tables;

    private final ForgedCertificate certificate = ForgedCertificate.plain();

    @BeforeEach
    void oneCertificate() throws SQLException {
        PostgreSQL.empty();
        store(certificate, "somebody");
    }

    private static void store(ForgedCertificate certificate, @Nullable String holder) throws SQLException {
        try (Connection staff = PostgreSQL.staff();
                PreparedStatement insert = staff.prepareStatement(
                        "insert into certificate (fingerprint, octets, holder, person) values (?, ?, ?, ?)")) {
            insert.setString(1, certificate.read().fingerprint().hex());
            insert.setBytes(2, certificate.octets());
            insert.setString(3, holder);
            insert.setObject(4, UUID.randomUUID());
            insert.executeUpdate();
        }
    }

    @Test
    void theStaffsFaceReadsIt() {
        assertThat(tables.read().certificates()).singleElement().satisfies(row -> {
            assertThat(row.holder()).hasValue("somebody");
            assertThat(row.octets()).isEqualTo(certificate.octets());
        });
    }

    /** By it the source's face counts the same people. */
    @Test
    void eachSignInHasANumberThatNobodyElseSetsAndThatIsNotItself() throws SQLException {
        store(ForgedCertificate.plain("urgent-2@desk.example"), "somebody");
        store(ForgedCertificate.plain("urgent-3@desk.example"), "somebody else");
        store(ForgedCertificate.plain("urgent-4@desk.example"), null);
        Sql.run("update certificate set person = gen_random_uuid()");
        assertThat(
                        Sql.text(
                                "select string_agg(people || ' ' || certificates, ', ' order by holder) from (select holder,"
                                        + " count(distinct person) as people, count(*) as certificates from certificate group by holder) as one"))
                .isEqualTo("1 2, 1 1, 0 1");
        assertThat(Sql.number("select count(distinct person) from certificate")).isEqualTo(2);
    }

    @Test
    void whoeverTakesAnothersSignInTakesItsNumber() throws SQLException {
        store(ForgedCertificate.plain("urgent-2@desk.example"), "somebody else");
        Sql.run("update certificate set holder = 'somebody'");
        assertThat(Sql.number("select count(distinct person) from certificate")).isOne();
        Sql.run("update certificate set holder = null");
        assertThat(Sql.number("select count(distinct person) from certificate")).isZero();
    }

    @Test
    void nobodyTakesARetiredCertificateIntoUseAgain() {
        Sql.run("update certificate set retired = true");
        assertThatThrownBy(() -> Sql.run("update certificate set retired = false"))
                .hasStackTraceContaining("retired for good");
        assertThat(Sql.count("certificate where retired")).isOne();
    }
}
