package org.sallyport.testkit;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A whole Tor network on loopback, of Debian's tor: three authorities that vote, five more relays, and as many hosts of onion
 * services and clients as a test asks for. Nothing leaves this machine.
 */
public final class PrivateTor implements AutoCloseable {
    private static final int AUTHORITIES = 3;
    private static final int MEMBERS = 8;
    /** Seconds between the first votes. */
    private static final int FIRST_INTERVAL = 10;

    private static final long A_SECOND = 1_000_000_000L;

    private static final String EVERYBODY = """
            TestingTorNetwork 1
            EnforceDistinctSubnets 0
            """;
    /**
     * Votes follow each other as fast as tor allows. Without a file of bandwidths the second consensus would weigh relays by
     * the little traffic there was, and all paths would lead through one.
     */
    private static final String VOTING = """
            AuthoritativeDirectory 1
            V3AuthoritativeDirectory 1
            TestingV3AuthInitialVotingInterval 10
            TestingV3AuthInitialVoteDelay 2
            TestingV3AuthInitialDistDelay 2
            V3AuthVotingInterval 20
            V3AuthVoteDelay 2
            V3AuthDistDelay 2
            TestingDirAuthVoteGuard *
            TestingDirAuthVoteExit *
            TestingDirAuthVoteHSDir *
            V3BandwidthsFile %s
            """;

    private final Path folder = Scratch.folder("tor");
    private final List<Tor> running = new ArrayList<>();
    private final List<TorRelay> members;
    private final String shared;

    /** Returns when an onion service can be published. */
    public PrivateTor() throws IOException, InterruptedException {
        List<Integer> ports = FreePorts.many(2 * MEMBERS);
        members = IntStream.range(0, MEMBERS)
                .parallel()
                .mapToObj(number -> TorRelay.make(
                        folder,
                        (number < AUTHORITIES ? "authority" : "relay") + number,
                        number < AUTHORITIES,
                        ports.get(2 * number),
                        ports.get(2 * number + 1)))
                .toList();
        shared = EVERYBODY + authorities().stream().map(TorRelay::asAuthority).collect(Collectors.joining());
        try {
            begin();
        } catch (IOException | InterruptedException | AssertionError failure) {
            close();
            throw failure;
        }
    }

    private void begin() throws IOException, InterruptedException {
        Path bandwidths = Files.writeString(
                folder.resolve("bandwidths"),
                Instant.now().getEpochSecond() + "\n"
                        + members.stream()
                                .map(member -> "node_id=$" + member.fingerprint() + " bw=1000\n")
                                .collect(Collectors.joining()));
        for (TorRelay authority : authorities()) {
            start(authority.folder(), authority.settings() + VOTING.formatted(bandwidths));
        }
        // A relay that comes just after a vote is in the next one.
        Waiting.until("a vote", () -> Instant.now().getEpochSecond() % FIRST_INTERVAL == 0);
        List<Tor> relays = new ArrayList<>();
        for (TorRelay member : members) {
            if (!member.votes()) {
                relays.add(start(member.folder(), member.settings()));
            }
        }
        Waiting.until(
                "a consensus of all",
                () -> authorities().stream().allMatch(authority -> authority.relaysInConsensus() == MEMBERS));
        for (Tor relay : relays) {
            knowEverybody(relay);
        }
    }

    /** Left alone, a relay asks again after 10 to 20 seconds, and a client that comes before then gives up as long. */
    private static void knowEverybody(Tor relay) throws IOException, InterruptedException {
        while (relay.relaysKnown() < MEMBERS) {
            relay.hangUp();
            int before = relay.relaysKnown();
            long asked = System.nanoTime();
            Waiting.until(
                    "relays known to " + relay.folder(),
                    relay.process(),
                    () -> relay.relaysKnown() > before || System.nanoTime() - asked > A_SECOND);
        }
    }

    /**
     * Publishes an onion service. Whether it can be reached already is another matter.
     *
     * @param torrc as an operator has it, but with folders of the test
     * @param onion its {@code HiddenServiceDir}
     * @return its address, such as {@code abc….onion}
     */
    public String publish(String torrc, Path onion) throws IOException, InterruptedException {
        Tor host = start(folder.resolve("host" + running.size()), torrc);
        Path name = onion.resolve("hostname");
        Waiting.until(
                "an onion address (see " + host.folder() + ")",
                host.process(),
                () -> Files.exists(name) && !Files.readString(name).isBlank());
        return Files.readString(name).strip();
    }

    /**
     * A client's Tor.
     *
     * @param keys by the address of an onion service: the private key that it asks its clients for, in base32
     * @return the port of its SOCKS proxy
     */
    public int client(Map<String, String> keys) throws IOException, InterruptedException {
        int port = FreePorts.one();
        Path own = Files.createDirectories(folder.resolve("client" + running.size()));
        Path authorisation = Files.createDirectories(own.resolve("keys-of-onions"));
        Tor.closeToOthers(own, authorisation);
        for (Map.Entry<String, String> key : keys.entrySet()) {
            String address = key.getKey().replace(".onion", "");
            Files.writeString(
                    authorisation.resolve(address + ".auth_private"),
                    address + ":descriptor:x25519:" + key.getValue() + "\n");
        }
        Tor client = start(
                own, "SocksPort 127.0.0.1:" + port + " ExtendedErrors\nClientOnionAuthDir " + authorisation + "\n");
        Waiting.until("a SOCKS port (see " + own + ")", client.process(), () -> listens(port));
        return port;
    }

    private static boolean listens(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (ConnectException notYet) {
            return false;
        }
    }

    private Tor start(Path own, String settings) throws IOException {
        Tor tor = Tor.start(own, shared + settings);
        running.add(tor);
        return tor;
    }

    private List<TorRelay> authorities() {
        return members.subList(0, AUTHORITIES);
    }

    @Override
    public void close() {
        running.forEach(Tor::close);
        Scratch.remove(folder);
    }
}
