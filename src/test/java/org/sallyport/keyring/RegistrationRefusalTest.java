package org.sallyport.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.stream.Stream;
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

    private String fault() throws Exception {
        return String.valueOf(overview.heldBy("somebody").get(0).fault());
    }
}
