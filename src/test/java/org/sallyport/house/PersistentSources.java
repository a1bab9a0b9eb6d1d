package org.sallyport.house;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.Gate;
import org.sallyport.testkit.MadeMessage;

/**
 * Sources who send one message after another to a face that comes and goes. Each sends its message again until it is told
 * that it was received, as the pages advise, and only then turns to the next.
 */
final class PersistentSources {
    private static final int AT_A_TIME = 4;
    /** Octets of a sealed body: less than a chunk, and more than one. */
    private static final List<Integer> SIZES = List.of(2_000, 2_000, 60_000, 2_000, 2_000, 700_000);

    private static final int EVERY = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BREATH = Duration.ofMillis(20);
    /** Between two messages of a sender: in the end everything is downloaded. */
    private static final Duration PAUSE = Duration.ofMillis(150);

    private final URI report;
    private final Collection<EncryptionKey> desk;
    private final Queue<byte[]> prepared;
    private final Set<String> received = ConcurrentHashMap.newKeySet();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
    private final List<Future<?>> senders = new ArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private volatile boolean enough;

    /** @param prepared messages to send among others, each once */
    PersistentSources(URI report, Collection<EncryptionKey> desk, Collection<byte[]> prepared) {
        this.report = report;
        this.desk = desk;
        this.prepared = new ConcurrentLinkedQueue<>(prepared);
    }

    void start() {
        for (int i = 0; i < AT_A_TIME; i++) {
            senders.add(threads.submit(() -> {
                while (!enough) {
                    byte[] message = next();
                    sendUntilReceived(message);
                    received.add(digest(message, desk));
                    Thread.sleep(PAUSE.toMillis());
                }
                return null;
            }));
        }
    }

    private byte[] next() {
        int number = begun.getAndIncrement();
        byte[] real = number % EVERY == 0 ? prepared.poll() : null;
        return real != null ? real : MadeMessage.binary(desk, SIZES.get(number % SIZES.size()));
    }

    private void sendUntilReceived(byte[] message) throws InterruptedException {
        while (!isReceived(message)) {
            repeated.incrementAndGet();
            Thread.sleep(BREATH.toMillis());
        }
    }

    private boolean isReceived(byte[] message) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(report)
                .timeout(PATIENCE)
                .PUT(HttpRequest.BodyPublishers.ofByteArray(message))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200 && answer.statusCode() < 500) {
                throw new AssertionError(answer.statusCode() + " " + answer.body());
            }
            return answer.statusCode() == 200 && answer.body().startsWith("Received.");
        } catch (IOException gone) {
            return false;
        }
    }

    /** What the digest of a message's sealed body is, however the message is framed. */
    static String digest(byte[] message, Collection<EncryptionKey> desk) throws IOException {
        try (InputStream body =
                        Gate.admit(new ByteArrayInputStream(message), desk).body();
                DigestInputStream octets = new DigestInputStream(body, MessageDigest.getInstance("SHA-256"))) {
            octets.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(octets.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** The digests of what was acknowledged so far. */
    Set<String> received() {
        return received;
    }

    /** How often a message had to be sent again. */
    int repeated() {
        return repeated.get();
    }

    /** Fails if one of the senders was told something that no kill explains. */
    void check() throws Exception {
        for (Future<?> sender : senders) {
            if (sender.isDone()) {
                sender.get();
            }
        }
    }

    /** Returns when the last message of each was acknowledged. */
    void finish() throws Exception {
        enough = true;
        for (Future<?> sender : senders) {
            sender.get();
        }
    }

    void close() {
        enough = true;
        threads.shutdownNow();
    }
}
