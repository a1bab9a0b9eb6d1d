package org.sallyport.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testkit.OnionTorrc;
import org.sallyport.testkit.Programs;
import org.sallyport.testkit.Ran;

/** What an operator copies to their Tor is what Debian's tor takes. */
class TorrcTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"source", "staff"})
    void tor_takes_every_line(String instance) throws Exception {
        Ran tor = verified(new OnionTorrc(instance, folder).text());
        assertThat(tor.text()).contains("Configuration was valid");
        assertThat(tor.text().lines().filter(line -> line.contains("[warn]")))
                .allMatch(line -> line.contains("running Tor as root"));
    }

    @Test
    void tor_refuses_a_line_that_it_does_not_know() throws Exception {
        Ran tor = verified(new OnionTorrc("source", folder).text() + "HiddenServiceWithoutMeaning 1\n");
        assertThat(tor.status()).isNotZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"source", "staff"})
    void neither_has_a_port_of_its_own_or_tells_circuits_apart(String instance) throws Exception {
        List<String> lines = new OnionTorrc(instance, folder).text().lines().toList();
        assertThat(lines).contains("SocksPort 0", "ControlSocket 0", "SafeLogging 1", "Sandbox 1", "Log warn syslog");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("HiddenServicePort "))
                .isNotEmpty()
                .allMatch(line -> line.contains(" unix:"));
        assertThat(lines)
                .noneMatch(line -> line.startsWith("HiddenServiceExportCircuitID")
                        || line.startsWith("HiddenServiceSingleHopMode")
                        || line.startsWith("HiddenServiceNonAnonymousMode"));
    }

    private Ran verified(String torrc) throws IOException, InterruptedException {
        Path data = Files.createDirectory(
                folder.resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path file = Files.writeString(folder.resolve("torrc"), torrc);
        Path nothing = Files.createFile(folder.resolve("nothing"));
        return Ran.with(
                Map.of(),
                new byte[0],
                List.of(
                        Programs.require("tor").toString(),
                        "--defaults-torrc",
                        nothing.toString(),
                        "-f",
                        file.toString(),
                        "--DataDirectory",
                        data.toString(),
                        "--verify-config"));
    }
}
