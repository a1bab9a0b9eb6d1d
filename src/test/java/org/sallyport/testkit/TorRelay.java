package org.sallyport.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A member of the private Tor network, before it is started: its keys and ports.
 *
 * @param fingerprint of its relay key
 * @param authority the fingerprint of the key it votes with; empty if it does not vote
 */
record TorRelay(String name, Path folder, int port, int directory, String fingerprint, String authority) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final byte[] NO_PASSPHRASE = {'\n'};
    private static final String NOBODY = "nobody 127.0.0.1:1 " + "F".repeat(40);

    static TorRelay make(Path parent, String name, boolean votes, int port, int directory) {
        try {
            Path folder = Files.createDirectories(parent.resolve(name));
            Path keys = Files.createDirectories(folder.resolve("keys"));
            Tor.closeToOthers(folder, keys);
            String authority = votes ? votingKey(keys) : "";
            String[] relay = {
                "-f",
                folder.resolve("nothing").toString(),
                "--list-fingerprint",
                "--quiet",
                "--DataDirectory",
                folder.toString(),
                "--Nickname",
                name,
                "--ORPort",
                String.valueOf(port),
                "--DirAuthority",
                NOBODY
            };
            Tor.run(folder, relay).succeeded();
            String fingerprint = Files.readString(folder.resolve("fingerprint"))
                    .strip()
                    .split(" ", 2)[1]
                    .replace(" ", "");
            return new TorRelay(name, folder, port, directory, fingerprint, authority);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String votingKey(Path keys) throws IOException, InterruptedException {
        String program = Programs.require("tor-gencert").toString();
        Path identity = keys.resolve("authority_identity_key");
        Path signing = keys.resolve("authority_signing_key");
        Path certificate = keys.resolve("authority_certificate");
        Ran.with(
                        Map.of(),
                        NO_PASSPHRASE,
                        List.of(
                                program,
                                "--create-identity-key",
                                "-m",
                                "1",
                                "--passphrase-fd",
                                "0",
                                "-i",
                                identity.toString(),
                                "-s",
                                signing.toString(),
                                "-c",
                                certificate.toString()))
                .succeeded();
        return Files.readAllLines(certificate).stream()
                .filter(line -> line.startsWith("fingerprint "))
                .findFirst()
                .orElseThrow()
                .substring("fingerprint ".length());
    }

    boolean votes() {
        return !authority.isEmpty();
    }

    /** How everybody else's torrc names an authority. */
    String asAuthority() {
        return "DirAuthority %s orport=%d no-v2 v3ident=%s 127.0.0.1:%d %s%n"
                .formatted(name, port, authority, directory, fingerprint);
    }

    /** Its own torrc, but for what the whole network shares. */
    String settings() {
        return """
                Nickname %s
                Address 127.0.0.1
                ORPort 127.0.0.1:%d
                DirPort 127.0.0.1:%d
                AssumeReachable 1
                ExitRelay 0
                SocksPort 0
                """.formatted(name, port, directory);
    }

    /** How many relays are in the consensus that it serves: none as long as it serves none. */
    int relaysInConsensus() {
        URI consensus = URI.create("http://127.0.0.1:" + directory + "/tor/status-vote/current/consensus-microdesc");
        try {
            HttpResponse<String> answer = HTTP.send(
                    HttpRequest.newBuilder(consensus)
                            .timeout(Duration.ofSeconds(5))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return (int)
                    answer.body().lines().filter(line -> line.startsWith("r ")).count();
        } catch (IOException notYet) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
