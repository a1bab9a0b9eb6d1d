package org.sallyport.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.openpgp.ForgedCertificate;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithoutSignIn;

@QuarkusTest
@TestProfile(StaffFaceWithoutSignIn.class)
class LoadingOrganisationTest {
    private static final String DESKS = """
            [{"slug": "urgent", "name": "Urgent", "description": "First", "shownAtOnce": true},
             {"slug": "country", "name": "Country", "description": "Second"}]""";

    @Inject
    LoadingOrganisation loading;

    @TempDir
    Path folder;

    private final ForgedCertificate reviewer = ForgedCertificate.plain();
    private final String fingerprint = reviewer.read().fingerprint().hex();

    @BeforeEach
    void anOrganisationAndNothingLoaded() throws IOException, SQLException {
        PostgreSQL.empty();
        Files.writeString(folder.resolve("desks.json"), DESKS);
        Files.createDirectory(folder.resolve("certificates"));
        Files.write(folder.resolve("certificates/one.pgp"), reviewer.octets());
        Files.writeString(folder.resolve("holders.json"), "{\"" + fingerprint + "\": \"somebody\"}");
    }

    private void refuses(String file, String reason) {
        assertThatThrownBy(() -> loading.load(folder))
                .isInstanceOf(OrganisationRefused.class)
                .hasMessage(folder.resolve(file) + ": " + reason);
        assertThat(Sql.count("desk")).isZero();
        assertThat(Sql.count("certificate")).isZero();
    }

    @Test
    void desksCertificatesAndHoldersAreThereAfterwards() throws Exception {
        assertThat(loading.load(folder)).isEqualTo(new LoadingOrganisation.Loaded(2, 1, List.of()));
        assertThat(Sql.text("select string_agg(slug, ' ' order by slug) from desk"))
                .isEqualTo("country urgent");
        assertThat(Sql.text("select holder from certificate where fingerprint = '" + fingerprint + "'"))
                .isEqualTo("somebody");
        assertThat(Sql.text("select slug from desk where shown_at_once")).isEqualTo("urgent");
    }

    @Test
    void twiceIsTheSame() throws Exception {
        loading.load(folder);
        String version = Sql.text("select version from keyring_version");
        assertThat(loading.load(folder)).isEqualTo(new LoadingOrganisation.Loaded(2, 1, List.of()));
        assertThat(Sql.count("desk")).isEqualTo(2);
        assertThat(Sql.count("certificate")).isEqualTo(1);
        assertThat(Sql.text("select version from keyring_version")).isEqualTo(version);
    }

    @Test
    void whatTheConsoleChangedOfADeskStays() throws Exception {
        loading.load(folder);
        Sql.run("update desk set name = 'Renamed', shown_at_once = false, retired = true where slug = 'urgent'");
        assertThat(loading.load(folder)).isEqualTo(new LoadingOrganisation.Loaded(2, 1, List.of("urgent")));
        assertThat(Sql.count("desk where name = 'Renamed' and not shown_at_once and retired"))
                .isEqualTo(1);
    }

    @Test
    void whatIsNotInTheFolderStaysAndWhatIsNewComesIn() throws Exception {
        loading.load(folder);
        Files.writeString(
                folder.resolve("desks.json"), "[{\"slug\": \"third\", \"name\": \"New\", \"description\": \"x\"}]");
        assertThat(loading.load(folder).unchanged()).isEmpty();
        assertThat(Sql.count("desk")).isEqualTo(3);
    }

    /** As the console, or a later load, brought it in. */
    @Test
    void anOlderCopyTakesNothingAway() throws Exception {
        loading.load(folder);
        byte[] newer = reviewer.vouchedBy(ForgedCertificate.trustee(), "urgent").octets();
        Sql.run("update certificate set octets = '\\x" + HexFormat.of().formatHex(newer) + "'");
        loading.load(folder);
        assertThat(Sql.number("select length(octets) from certificate")).isEqualTo(newer.length);
    }

    @Test
    void aRowThatHoldsAnotherCertificateIsMended() throws Exception {
        loading.load(folder);
        byte[] another = ForgedCertificate.plain("urgent-2@desk.example").octets();
        for (byte[] wrong : List.of(another, new byte[] {1, 2, 3})) {
            Sql.run("update certificate set octets = '\\x" + HexFormat.of().formatHex(wrong) + "'");
            loading.load(folder);
            assertThat(Sql.count(
                            "certificate where octets = '\\x" + HexFormat.of().formatHex(reviewer.octets()) + "'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aCertificateStaysBoundToItsSignInIfTheFolderNamesNone() throws Exception {
        loading.load(folder);
        Files.writeString(folder.resolve("holders.json"), "{}");
        loading.load(folder);
        assertThat(Sql.text("select holder from certificate")).isEqualTo("somebody");
    }

    @Test
    void aRetiredCertificateStaysRetired() throws Exception {
        loading.load(folder);
        Sql.run("update certificate set retired = true");
        loading.load(folder);
        assertThat(Sql.count("certificate where retired")).isEqualTo(1);
    }

    private static final String GIVEN =
            "its role alias was given to another sign-in before, and none is given twice; give this person another one";

    @Test
    void anotherAliasInAFileThatNamesNoHolderIsItsHoldersToo() throws Exception {
        Files.writeString(folder.resolve("holders.json"), second("urgent-2@desk.example", "somebody else"));
        loading.load(folder);
        Files.writeString(folder.resolve("holders.json"), "{}");
        ForgedCertificate renamed = ForgedCertificate.plain("urgent-1@desk.example");
        Sql.run("update certificate set fingerprint = '"
                + renamed.read().fingerprint().hex() + "' where holder = 'somebody else'");
        Files.write(folder.resolve("certificates/two.pgp"), renamed.octets());
        assertThatThrownBy(() -> loading.load(folder)).hasMessageEndingWith("two.pgp: " + GIVEN);
    }

    private String second(String alias, String holder) throws IOException {
        ForgedCertificate second = ForgedCertificate.plain(alias);
        Files.write(folder.resolve("certificates/two.pgp"), second.octets());
        String theirs = second.read().fingerprint().hex();
        return "{\"" + fingerprint + "\": \"somebody\", \"" + theirs + "\": \"" + holder + "\"}";
    }

    @Test
    void anAliasThatTwoFilesGiveToTwoIsRefused() throws IOException {
        Files.writeString(folder.resolve("holders.json"), second("urgent-1@desk.example", "somebody else"));
        refuses("certificates/two.pgp", GIVEN);
    }

    @Test
    void anAliasInOtherLettersIsTheSame() throws IOException {
        Files.writeString(folder.resolve("holders.json"), second("Urgent-1@desk.example", "somebody else"));
        refuses("certificates/two.pgp", GIVEN);
    }

    @Test
    void twoCertificatesOfOnePersonAreLoaded() throws Exception {
        Files.writeString(folder.resolve("holders.json"), second("urgent-1@desk.example", "somebody"));
        assertThat(loading.load(folder)).isEqualTo(new LoadingOrganisation.Loaded(2, 2, List.of()));
    }

    @Test
    void anAliasThatWasGivenBeforeIsRefusedAlsoIfThatCertificateIsRetired() throws Exception {
        loading.load(folder);
        Sql.run("update certificate set retired = true");
        Files.delete(folder.resolve("certificates/one.pgp"));
        String holders = second("urgent-1@desk.example", "somebody else");
        Files.writeString(folder.resolve("holders.json"), holders.replaceFirst("\"" + fingerprint + "\"[^,]*, ", ""));
        Files.writeString(folder.resolve("desks.json"), DESKS.replace("Urgent", "Renamed"));
        assertThatThrownBy(() -> loading.load(folder))
                .isInstanceOf(OrganisationRefused.class)
                .hasMessage(folder.resolve("certificates/two.pgp") + ": " + GIVEN);
        assertThat(Sql.count("certificate")).isEqualTo(1);
        assertThat(Sql.count("desk where name = 'Renamed'")).isZero();
    }

    @Test
    void aCertificateThatIsGivenToAnotherSignInIsRefused() throws Exception {
        loading.load(folder);
        Files.writeString(folder.resolve("holders.json"), "{\"" + fingerprint + "\": \"somebody else\"}");
        assertThatThrownBy(() -> loading.load(folder)).hasMessageEndingWith(GIVEN);
        assertThat(Sql.text("select holder from certificate")).isEqualTo("somebody");
    }

    @Test
    void noDesksFileIsRefused() throws IOException {
        Files.delete(folder.resolve("desks.json"));
        refuses("desks.json", "there is no such file");
    }

    @Test
    void desksThatAreNotJsonAreRefused() throws IOException {
        Files.writeString(folder.resolve("desks.json"), "urgent");
        refuses("desks.json", "it is not the JSON that was expected");
    }

    @Test
    void aDeskWithoutADescriptionIsRefused() throws IOException {
        Files.writeString(folder.resolve("desks.json"), "[{\"slug\": \"urgent\", \"name\": \"Urgent\"}]");
        refuses("desks.json", "every desk needs a name, a description, and a slug (a-z, 0-9, -) of its own");
    }

    @Test
    void aDeskWithABadSlugIsRefused() throws IOException {
        Files.writeString(folder.resolve("desks.json"), DESKS.replace("\"urgent\"", "\"Urgent desk\""));
        refuses("desks.json", "every desk needs a name, a description, and a slug (a-z, 0-9, -) of its own");
    }

    @Test
    void twoDesksWithOneSlugAreRefused() throws IOException {
        Files.writeString(folder.resolve("desks.json"), DESKS.replace("country", "urgent"));
        refuses("desks.json", "every desk needs a name, a description, and a slug (a-z, 0-9, -) of its own");
    }

    @Test
    void noCertificatesFolderIsRefused() throws IOException {
        Files.delete(folder.resolve("certificates/one.pgp"));
        Files.delete(folder.resolve("certificates"));
        refuses("certificates", "there is no such folder");
    }

    @Test
    void aFileThatIsNoCertificateIsRefused() throws IOException {
        Files.writeString(folder.resolve("certificates/two.asc"), "hello");
        refuses("certificates/two.asc", "this is not an OpenPGP certificate");
    }

    @Test
    void theSameCertificateTwiceIsRefused() throws IOException {
        Files.write(folder.resolve("certificates/two.pgp"), reviewer.octets());
        refuses("certificates/two.pgp", "another file holds the same certificate");
    }

    @Test
    void noHoldersFileIsRefused() throws IOException {
        Files.delete(folder.resolve("holders.json"));
        refuses("holders.json", "there is no such file");
    }

    @Test
    void aHolderOfACertificateThatIsNotThereIsRefused() throws IOException {
        Files.writeString(folder.resolve("holders.json"), "{\"00ff\": \"somebody\"}");
        refuses("holders.json", "no certificate has the fingerprint 00ff");
    }

    @Test
    void aFailureAtTheLastCertificateLeavesNothing() throws Exception {
        ForgedCertificate second = ForgedCertificate.plain();
        Files.write(folder.resolve("certificates/two.pgp"), second.octets());
        Sql.run("alter table certificate add constraint only_one check (fingerprint <> '"
                + second.read().fingerprint().hex() + "')");
        try {
            assertThatThrownBy(() -> loading.load(folder)).isNotNull();
        } finally {
            Sql.run("alter table certificate drop constraint only_one");
        }
        assertThat(Sql.count("desk")).isZero();
        assertThat(Sql.count("certificate")).isZero();
    }
}
