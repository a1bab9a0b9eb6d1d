package org.sallyport.keyring;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.openpgp.ForgedCertificate;
import org.sallyport.testkit.PostgreSQL;
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
        try (Connection owner = PostgreSQL.owner();
                PreparedStatement insert =
                        owner.prepareStatement("insert into certificate values (?, ?, 'somebody')")) {
            insert.setString(1, certificate.read().fingerprint().hex());
            insert.setBytes(2, certificate.octets());
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
}
