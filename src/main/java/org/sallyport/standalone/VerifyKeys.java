package org.sallyport.standalone;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sallyport.keyring.KeyFileRefused;
import org.sallyport.keyring.KeysRefused;
import org.sallyport.keyring.PublishedKeys;
import org.sallyport.keyring.VerifyingKeys;

/** {@code verify-keys <address or folder>}: 0 everything is proved, 1 something is wrong or cannot be told, 2 misused. */
final class VerifyKeys {
    static final String USAGE = """
            usage: verify-keys <http address or folder> [options]

              --trustees DIR       the trustees' certificates (default: keys/trustees)
              --revocations DIR    revocations that hold in any case
              --quorum N           how many trustees must vouch for each certificate (default: 2)
              --log-key KEY        the key that signs the log, as the organisation publishes it elsewhere
              --seen FILE          remembers what was proved; the next time, the log must have grown from it
              --proxy HOST:PORT    a SOCKS 5 proxy, for an onion address: Tor's is 127.0.0.1:9050
            """;

    private static final int WRONG = 1;
    private static final int MISUSED = 2;
    private static final Set<String> OPTIONS =
            Set.of("--trustees", "--revocations", "--quorum", "--log-key", "--seen", "--proxy");
    private static final Pattern PROXY = Pattern.compile("(.+):([1-9][0-9]{0,4})");

    private VerifyKeys() {}

    static int run(List<String> arguments, Clock clock, PrintStream out, PrintStream err) {
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i + 1 < arguments.size(); i += 2) {
            options.put(arguments.get(i), arguments.get(i + 1));
        }
        try {
            if (arguments.size() % 2 == 0 || !OPTIONS.containsAll(options.keySet())) {
                throw new IllegalArgumentException("first the address or folder, then options, each with its value");
            }
            VerifyingKeys verifying = verifying(options);
            verifying.of(published(arguments.get(0), options), clock.instant(), out::println);
            out.println("Everything is proved.");
            return 0;
        } catch (IllegalArgumentException misuse) {
            err.println(misuse.getMessage());
            err.print(USAGE);
            return MISUSED;
        } catch (KeysRefused | KeyFileRefused refusal) {
            err.println("NOT PROVED. " + refusal.getMessage());
            return WRONG;
        } catch (IOException failure) {
            err.println("NOT PROVED. It could not be read: " + failure.getMessage() + ". Try again later.");
            return WRONG;
        }
    }

    private static VerifyingKeys verifying(Map<String, String> options) {
        int quorum = Integer.parseInt(options.getOrDefault("--quorum", "2"));
        if (quorum < 1) {
            throw new IllegalArgumentException("a quorum is at least 1");
        }
        return new VerifyingKeys(
                Path.of(options.getOrDefault("--trustees", "keys/trustees")),
                Optional.ofNullable(options.get("--revocations")).map(Path::of),
                quorum,
                Optional.ofNullable(options.get("--log-key")),
                Optional.ofNullable(options.get("--seen")).map(Path::of));
    }

    private static PublishedKeys published(String where, Map<String, String> options) {
        if (!where.contains("://")) {
            Path folder = Path.of(where);
            if (!Files.isDirectory(folder)) {
                throw new IllegalArgumentException("there is no folder " + where);
            }
            return new FolderKeys(folder);
        }
        URI address = URI.create(where);
        if (!"http".equals(address.getScheme()) || address.getHost() == null) {
            throw new IllegalArgumentException(
                    "an address begins with http:// (over Tor, the onion address is the seal)");
        }
        Optional<InetSocketAddress> proxy =
                Optional.ofNullable(options.get("--proxy")).map(VerifyKeys::proxy);
        if (proxy.isEmpty() && address.getHost().endsWith(".onion")) {
            throw new IllegalArgumentException("an onion address needs --proxy, such as 127.0.0.1:9050 for Tor");
        }
        return new HttpKeys(address, proxy);
    }

    private static InetSocketAddress proxy(String written) {
        Matcher parts = PROXY.matcher(written);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a proxy is host:port");
        }
        return new InetSocketAddress(parts.group(1), Integer.parseInt(parts.group(2)));
    }
}
