package org.sallyport.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What lets a member of staff reach the staff's onion service, made by the very commands of {@code deploy/tor/README.md}.
 *
 * @param publicHalf for the operator, in base32
 * @param privateHalf for the member's own Tor, in base32
 */
public record OnionClientKey(String publicHalf, String privateHalf) {

    /** @param folder where the commands are run */
    public static OnionClientKey make(Path folder) throws IOException, InterruptedException {
        String commands = Files.readString(Path.of("deploy", "tor", "README.md"))
                .lines()
                .filter(line -> line.startsWith("umask ") || line.startsWith("openssl "))
                .collect(Collectors.joining("\n"));
        List<String> halves = Ran.with(
                        Map.of(), new byte[0], List.of("bash", "-euc", "cd '" + folder + "'\n" + commands))
                .succeeded()
                .text()
                .lines()
                .toList();
        return new OnionClientKey(halves.get(0), halves.get(1));
    }

    /** Lets its holder in: the operator's part, before that Tor is started. */
    public void admit(Path onion, String alias) throws IOException {
        Path clients = Files.createDirectories(onion.resolve("authorized_clients"));
        Tor.closeToOthers(onion, clients);
        Files.writeString(clients.resolve(alias + ".auth"), "descriptor:x25519:" + publicHalf + "\n");
    }
}
