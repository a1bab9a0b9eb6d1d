package org.sallyport.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.openpgp.CertificateFault;
import org.sallyport.openpgp.FaultyCertificates;
import org.sallyport.openpgp.ForgedCertificate;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithoutSignIn;

/** What could receive no report, or could not be read by everybody alike, is not even stored, and the reviewer is told why. */
@QuarkusTest
@TestProfile(StaffFaceWithoutSignIn.class)
class RegistrationRefusalTest {
    @Inject
    RegisteringCertificates registering;

    @Inject
    KeyringOverview overview;

    @BeforeEach
    void nothing() throws Exception {
        PostgreSQL.empty();
    }

    static Stream<Arguments> faulty() {
        return FaultyCertificates.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faulty")
    void is_refused_with_the_reason(String what, byte[] octets, CertificateFault fault) {
        assertThatThrownBy(() -> registering.bring("somebody", "urgent-1", octets))
                .isInstanceOfSatisfying(
                        RegistrationRefused.class,
                        refusal -> assertThat(refusal.words()).contains(fault.words()));
        assertThat(Sql.count("certificate")).as(what).isZero();
    }

    @Test
    void of_a_clock_that_is_ahead_it_says_so_and_of_what_is_no_certificate_how_to_export_one() {
        assertThat(RegistrationRefused.of(CertificateFault.NOT_YET_VALID).words())
                .contains("clock that is ahead", "Check your clock", "bring the same certificate again")
                .doesNotContain("Make another one");
        assertThat(RegistrationRefused.of(CertificateFault.GARBAGE).words())
                .contains("gpg --armor --export")
                .doesNotContain("Make another one");
    }

    @Test
    void ones_own_revocation_comes_in_and_an_older_copy_does_not_take_it_away() throws Exception {
        ForgedCertificate own = ForgedCertificate.plain();
        byte[] older = own.octets();
        registering.bring("somebody", "urgent-1", older);
        registering.bring("somebody", "urgent-1", own.with(own.revocation()).octets());
        assertThat(fault()).isEqualTo(CertificateFault.REVOKED.words());

        registering.bring("somebody", "urgent-1", older);
        assertThatThrownBy(() -> registering.addSignatures("key-admin", older)).isInstanceOf(RegistrationRefused.class);
        assertThat(fault()).isEqualTo(CertificateFault.REVOKED.words());
    }

    @Test
    void an_alias_that_somebody_else_has_is_refused_also_retired_revoked_and_in_other_letters() throws Exception {
        for (ForgedCertificate earlier :
                List.of(ForgedCertificate.plain(), revoked(), ForgedCertificate.plain("URGENT-1@desk.example"))) {
            PostgreSQL.empty();
            store(earlier, "somebody");
            assertGiven("somebody else", ForgedCertificate.plain().octets());
            Sql.run("update certificate set retired = true");
            assertGiven("somebody else", ForgedCertificate.plain().octets());
        }
    }

    @Test
    void an_unbound_certificate_is_not_taken_by_somebody_else_than_its_alias_was_given_to() throws Exception {
        ForgedCertificate unbound = ForgedCertificate.plain();
        store(unbound, null);
        registering.bring("somebody", "urgent-1", ForgedCertificate.plain().octets());
        assertGiven("somebody else", unbound.octets());
        registering.bring("somebody", "urgent-1", unbound.octets());
        assertThat(Sql.count("certificate where holder = 'somebody'")).isEqualTo(2);
    }

    @Test
    void whoever_was_given_another_alias_brings_one_with_that_and_still_has_the_first() throws Exception {
        registering.bring("somebody", "urgent-1", ForgedCertificate.plain().octets());
        registering.bring(
                "somebody",
                "urgent-2",
                ForgedCertificate.plain("urgent-2@desk.example").octets());
        assertGiven("somebody else", ForgedCertificate.plain().octets());
    }

    @Test
    void of_two_who_bring_the_same_alias_at_once_one_is_refused() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> all = Stream.of("a", "b", "c", "d")
                    .<Callable<Boolean>>map(person -> () -> isTaken(person))
                    .toList();
            int taken = 0;
            for (Future<Boolean> one : threads.invokeAll(all)) {
                taken += one.get() ? 1 : 0;
            }
            assertThat(taken).isOne();
        } finally {
            threads.shutdown();
        }
        assertThat(Sql.count("certificate")).isEqualTo(1);
    }

    private boolean isTaken(String person) throws Exception {
        try {
            registering.bring(person, "urgent-1", ForgedCertificate.plain().octets());
            return true;
        } catch (RegistrationRefused refusal) {
            return false;
        }
    }

    private void assertGiven(String person, byte[] octets) {
        assertThatThrownBy(() -> registering.bring(person, "urgent-1", octets))
                .isInstanceOfSatisfying(RegistrationRefused.class, refusal -> {
                    assertThat(refusal.reason()).isEqualTo(RegistrationRefused.Reason.ALIAS_GIVEN);
                    assertThat(refusal.words()).contains("another role alias");
                });
        assertThat(Sql.count("certificate where holder = '" + person + "'")).isZero();
    }

    private static ForgedCertificate revoked() {
        ForgedCertificate certificate = ForgedCertificate.plain();
        return certificate.with(certificate.revocation());
    }

    private static void store(ForgedCertificate certificate, @Nullable String holder) throws SQLException {
        try (Connection owner = PostgreSQL.owner();
                PreparedStatement insert = owner.prepareStatement("insert into certificate values (?, ?, ?)")) {
            insert.setString(1, certificate.read().fingerprint().hex());
            insert.setBytes(2, certificate.octets());
            insert.setString(3, holder);
            insert.executeUpdate();
        }
    }

    private String fault() throws Exception {
        return String.valueOf(overview.heldBy("somebody").get(0).fault());
    }
}
