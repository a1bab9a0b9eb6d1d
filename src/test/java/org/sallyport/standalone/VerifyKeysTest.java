package org.sallyport.standalone;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.keyring.WrittenKeyLog;
import org.sallyport.openpgp.CertificateBundle;
import org.sallyport.openpgp.CertificateRefused;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.SourceFaceWithDesks;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.Waiting;

/** The command against a real source face, its database, and somebody who edits that by hand. */
@QuarkusTest
@TestProfile(SourceFaceWithDesks.class)
class VerifyKeysTest {
    private static final String[] MIRRORED = {
        "keys/checkpoint",
        "keys/desks",
        "keys/tile/0/000.p/3",
        "keys/tile/entries/000.p/3",
        "desks/urgent/certificates.asc",
        "desks/country/certificates.asc"
    };

    @TempDir
    Path folder;

    private Path seen;
    private WrittenKeyLog log;

    /** What the command printed. */
    private record Answer(int status, String out, String err) {
        void isProved() {
            assertThat(err).isEmpty();
            assertThat(out).endsWith("Everything is proved.\n");
            assertThat(status).isZero();
        }

        void refuses(String... reasons) {
            assertThat(status).isEqualTo(1);
            assertThat(err).startsWith("NOT PROVED. ").contains(reasons);
            assertThat(out).doesNotContain("Everything is proved");
        }
    }

    @BeforeEach
    void aLogOfTwoOpenDesks() throws Exception {
        seen = folder.resolve("seen");
        log = new WrittenKeyLog(folder);
        Organisation.made().load();
        log.write();
        gives("urgent", "urgent-1", "urgent-2", "urgent-3");
        gives("country", "country-1", "country-2");
    }

    /** The face looks at its tables once a second. */
    private static void gives(String desk, String... aliases) throws Exception {
        String bundle = CertificateBundle.armored(
                Stream.of(aliases).map(Organisation.made()::certificate).toList());
        Waiting.until(
                "desk " + desk,
                () -> get("/desks/" + desk + "/certificates.asc").asString().equals(bundle));
    }

    private static void urgentGives(int certificates) throws Exception {
        Waiting.until("the urgent desk", () -> given("urgent") == certificates);
    }

    private static void countryGives(int certificates) throws Exception {
        Waiting.until("the country desk", () -> given("country") == certificates);
    }

    private static int given(String desk) {
        Response bundle = get("/desks/" + desk + "/certificates.asc");
        try {
            return bundle.statusCode() == 404
                    ? 0
                    : CertificateBundle.read(bundle.asByteArray()).size();
        } catch (CertificateRefused refusal) {
            throw new AssertionError(refusal);
        }
    }

    private static String hex(String alias) {
        return Organisation.made().certificate(alias).fingerprint().hex();
    }

    private static String address() {
        return "http://127.0.0.1:" + RestAssured.port;
    }

    private Answer verify(String... more) {
        return verifyAt(address(), more);
    }

    private Answer verifyAt(String where, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of(where, "--trustees", Organisation.made().trustees().toString(), "--seen", seen.toString()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private static Answer run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = VerifyKeys.run(
                List.of(arguments),
                Clock.systemUTC(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Answer(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsGivenIsProvedAndRemembered() throws Exception {
        Answer first = verify();
        first.isProved();
        assertThat(first.out())
                .contains(
                        "First use: ", "has 3 entries", "Desk country: 2 certificates", "Desk urgent: 3 certificates");
        assertThat(Files.readString(seen)).contains("\ntest.example/keys\n3\n");
        Answer second = verify();
        second.isProved();
        assertThat(second.out())
                .contains("It only grew since it was last seen, with 3 entries.")
                .doesNotContain("First use");
    }

    @Test
    void aLogThatGrewIsProvedToHaveOnlyGrown() throws Exception {
        verify().isProved();
        Sql.run("delete from certificate where fingerprint = '" + hex("urgent-3") + "'");
        log.write();
        urgentGives(2);
        Answer grown = verify();
        grown.isProved();
        assertThat(grown.out()).contains("has 4 entries", "with 3 entries", "Desk urgent: 2 certificates");
    }

    @Test
    void aKeyThatWasToldElsewhereIsBelievedBeforeTheLogsOwnWord() {
        Answer told = verify("--log-key", verifierKey());
        told.isProved();
        assertThat(told.out()).doesNotContain("First use");
    }

    private static String verifierKey() {
        String entries = get("/keys/tile/entries/000.p/3").asString();
        return entries.substring(entries.indexOf("signed-by ") + 10)
                .lines()
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aCertificatesRowSwappedByHandIsSaid() throws Exception {
        Sql.run("update certificate set octets = (select octets from certificate where fingerprint = '"
                + hex("country-1") + "') where fingerprint = '" + hex("urgent-1") + "'");
        urgentGives(2);
        verify().refuses("Desk urgent: the certificate " + hex("urgent-1") + " is in the log, but not given.");
        assertThat(seen).doesNotExist();
    }

    @Test
    void aCertificatesRowChangedByHandIsSaid() throws Exception {
        int before = get("/desks/urgent/certificates.asc").asByteArray().length;
        Sql.run("update certificate set octets = octets || '\\xc20109'::bytea where fingerprint = '" + hex("urgent-1")
                + "'");
        Waiting.until("the change", () -> get("/desks/urgent/certificates.asc").asByteArray().length != before);
        verify().refuses("Desk urgent: the certificate " + hex("urgent-1") + " is given otherwise than in the log.");
    }

    @Test
    void aCertificateThatIsGivenButNotInTheLogIsRefused() throws Exception {
        Sql.run("truncate key_log");
        Sql.run("update certificate set fingerprint = 'x' || fingerprint where fingerprint = '" + hex("urgent-3")
                + "'");
        log.write();
        Sql.run("update certificate set fingerprint = substr(fingerprint, 2) where fingerprint like 'x%'");
        urgentGives(3);
        verify().refuses("Desk urgent: the certificate " + hex("urgent-3") + " is given, but not in the log.");
    }

    @Test
    void aDeskThatTheLogDoesNotKnowIsRefused() throws Exception {
        Sql.run("delete from key_log where number = 2");
        verify().refuses("Desk urgent: the certificate " + hex("urgent-1") + " is given, but not in the log.");
    }

    @Test
    void aCertificateWithoutAQuorumIsRefused() throws Exception {
        verify("--quorum", "3")
                .refuses("Desk urgent: fewer than 3 trustees vouch for the certificate " + hex("urgent-1"));
        Path oneTrustee = Files.createDirectory(folder.resolve("trustees"));
        try (var files = Files.list(Organisation.made().trustees())) {
            Path trustee = files.findFirst().orElseThrow();
            Files.copy(trustee, oneTrustee.resolve(trustee.getFileName()));
        }
        run(address(), "--trustees", oneTrustee.toString())
                .refuses("Desk country: fewer than 2 trustees vouch for the certificate " + hex("country-1"));
    }

    @Test
    void aLogThatWasCutBackIsRefused() throws Exception {
        Sql.run("delete from certificate where fingerprint = '" + hex("urgent-3") + "'");
        log.write();
        urgentGives(2);
        verify().isProved();
        Sql.run("delete from key_log where number = 3");
        verify().refuses("The log did not only grow: it was cut back from 4 to 3 entries.");
    }

    @Test
    void aLogThatWasRewrittenIsRefused() throws Exception {
        verify().isProved();
        byte[] evidence = Files.readAllBytes(seen);
        Sql.run("truncate key_log");
        Sql.run("update desk set slug = 'hidden' where slug = 'country'");
        log.write();
        Sql.run("update desk set slug = 'country' where slug = 'hidden'");
        log.write();
        countryGives(2);
        verify().refuses("The log did not only grow: its first 3 entries are not those that were there before.");
        assertThat(seen).hasBinaryContent(evidence);
    }

    @Test
    void anotherKeysSignatureIsRefused() throws Exception {
        verify().isProved();
        Sql.run("truncate key_log");
        new WrittenKeyLog(Files.createDirectory(folder.resolve("other"))).write();
        verify().refuses("The checkpoint does not count: it is not signed by test.example/keys+", "--log-key");
        verify("--log-key", "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
                .refuses("not signed by PeterNeumann");
    }

    @Test
    void noLogIsSaid() {
        Sql.run("truncate key_log");
        verify().refuses("There is no key log here.");
    }

    @Test
    void aFolderOfSavedPagesIsProvedAlike() throws Exception {
        Path saved = saved();
        Answer answer = verifyAt(saved.toString());
        answer.isProved();
        assertThat(answer.out()).contains("Desk urgent: 3 certificates");
    }

    private Path saved() throws IOException {
        Path saved = folder.resolve("saved");
        for (String path : MIRRORED) {
            Files.createDirectories(saved.resolve(path).getParent());
            Files.write(saved.resolve(path), get("/" + path).asByteArray());
        }
        return saved;
    }

    @Test
    void whatWasChangedInASavedPageIsSaid() throws Exception {
        spoilt("keys/tile/entries/000.p/3", 100, "do not give the root hash");
        spoilt("keys/tile/0/000.p/3", 40, "keys/tile/0/000.p/3 does not hold the hashes");
        spoilt("keys/checkpoint", 24, "do not give the root hash");
        spoilt("keys/checkpoint", 130, "The checkpoint does not count");
        spoilt("desks/urgent/certificates.asc", 400, "What desk urgent gives cannot be read");
        Path saved = saved();
        Files.delete(saved.resolve("keys/tile/0/000.p/3"));
        verifyAt(saved.toString()).refuses("keys/tile/0/000.p/3 is missing");
        Files.writeString(saved().resolve("keys/desks"), "urgent\ncountry\n../../etc\n");
        verifyAt(saved.toString()).refuses("names one that can be none");
        Files.write(saved().resolve("keys/checkpoint"), new byte[70_000]);
        verifyAt(saved.toString()).refuses("longer than it can be");
    }

    private void spoilt(String path, int at, String reason) throws IOException {
        Path saved = saved();
        byte[] octets = Files.readAllBytes(saved.resolve(path));
        octets[at] = (byte) (octets[at] == 'A' ? 'B' : 'A');
        Files.write(saved.resolve(path), octets);
        verifyAt(saved.toString()).refuses(reason);
    }

    @Test
    void throughAProxyTheNameIsLookedUpByTheProxyAlone() throws Exception {
        try (SocksProxy proxy = new SocksProxy(RestAssured.port)) {
            verifyAt("http://sallyport.onion/", "--proxy", "127.0.0.1:" + proxy.port())
                    .isProved();
            assertThat(proxy.names()).containsOnly("sallyport.onion:80");
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsSaid() throws Exception {
        int unused;
        try (ServerSocket socket = new ServerSocket(0)) {
            unused = socket.getLocalPort();
        }
        verifyAt("http://127.0.0.1:" + unused).refuses("It could not be read: ");
    }

    @Test
    void trusteesThatAreNotThereAreSaid() {
        run(address(), "--trustees", folder.resolve("none").toString()).refuses("there is no such folder");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/no/such/folder",
                "https://sallyport.example",
                "http://sallyport.onion",
                "http://127.0.0.1:1 --quorum",
                "http://127.0.0.1:1 --quorum two",
                "http://127.0.0.1:1 --quorum 0",
                "http://127.0.0.1:1 --proxy 127.0.0.1",
                "http://127.0.0.1:1 --verbose yes",
                "http:// --quorum 2"
            })
    void aMisusedCommandShowsItsOptions(String line) {
        Answer answer = run(line.isEmpty() ? new String[0] : line.split(" ", -1));
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.err()).contains("usage: verify-keys");
    }
}
