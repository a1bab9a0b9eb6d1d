package org.sallyport.forensics;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.sallyport.codename.Codename;
import org.sallyport.intake.SendNow;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.MessageRefused;
import org.sallyport.testkit.MadeMessage;

/** Sources that send to two desks, and what somebody may know of each of their messages. */
final class SendingSources {
    static final List<String> DESKS = List.of("urgent", "country");
    private static final int CHUNK = 256 * 1024;
    private static final int KNOWN = 48;
    private static final int MANY = 20 * 1024 * 1024;

    private final SecureRandom secure = new SecureRandom();
    /** Which kind comes when is the same in each run, so that no run finds by chance that a kind comes late. */
    private final Random choice = new Random(14);

    private final List<EncryptionKey> keys;
    private final List<Codename> earlier = new ArrayList<>();
    private final List<Known> known = new ArrayList<>();
    private final List<byte[]> refused = new ArrayList<>();
    private int sent;

    SendingSources(List<EncryptionKey> keys) {
        this.keys = keys;
    }

    /** Reports of an earlier day, each under a codename of its own; nobody asks when they came. */
    void sendEarlierReports(int reports) throws Exception {
        for (int report = 0; report < reports; report++) {
            Codename codename = Codename.mint(secure);
            earlier.add(codename);
            SendNow.to(DESKS.get(0)).under(codename).message(MadeMessage.binary(keys, 300), keys);
        }
    }

    /** The codename of one of those, for one use. */
    Codename anEarlierOne() {
        return earlier.remove(choice.nextInt(earlier.size()));
    }

    /** A report or an addition of any size, under a codename or none. */
    void send(String batch) throws Exception {
        int kind = choice.nextInt(20);
        Codename codename = kind < 3 ? anEarlierOne() : kind < 12 ? Codename.mint(secure) : null;
        int length = choice.nextInt(12) == 0 ? 2 * CHUNK + choice.nextInt(CHUNK) : 200 + choice.nextInt(4000);
        byte[] message = MadeMessage.binary(keys, length);
        SendNow send = SendNow.to(kind < 3 ? DESKS.get(0) : DESKS.get(choice.nextInt(2)));
        send = codename == null ? send : send.under(codename);
        (kind < 3 ? send.asAddition() : send).message(message, keys);
        for (int at = message.length - length; at < message.length - KNOWN; at += CHUNK) {
            // The first octet is the version, which the body of another message has too.
            know(Arrays.copyOfRange(message, at + 1, at + 1 + KNOWN), batch);
        }
        if (kind >= 3 && codename != null) {
            know(octets(codename.mailboxId()), batch);
        }
        sent++;
    }

    private void know(byte[] octets, String batch) {
        known.add(new Known(octets, sent, batch));
    }

    /** 20 MB with something behind them, so that the gate refuses them when they are all there. */
    void sendTooMuch() throws Exception {
        byte[] message = MadeMessage.binary(keys, MANY);
        remember(message);
        requireRefusal(() -> SendNow.to(DESKS.get(0)).message(withMore(new ByteArrayInputStream(message)), keys));
    }

    /** Refused after a batch that came when a part of it was there. */
    @SuppressWarnings("InputStreamSlowMultibyteRead") // it has nothing to read
    void sendTooMuchMeanwhile(Runnable batch) throws Exception {
        byte[] message = MadeMessage.binary(keys, 4 * CHUNK);
        remember(message);
        int half = message.length - CHUNK - CHUNK / 2;
        InputStream pause = new InputStream() {
            @Override
            public int read() {
                batch.run();
                return -1;
            }
        };
        InputStream body = new SequenceInputStream(
                new SequenceInputStream(new ByteArrayInputStream(message, 0, half), pause),
                new ByteArrayInputStream(message, half, message.length - half));
        requireRefusal(() -> SendNow.to(DESKS.get(0)).message(withMore(body), keys));
    }

    private static InputStream withMore(InputStream message) {
        return new SequenceInputStream(message, new ByteArrayInputStream(new byte[] {1}));
    }

    private interface Sending {
        void run() throws Exception;
    }

    private static void requireRefusal(Sending sending) throws Exception {
        try {
            sending.run();
        } catch (MessageRefused expected) {
            return;
        }
        throw new AssertionError("it was not refused");
    }

    private void remember(byte[] message) {
        for (int at = message.length % CHUNK + KNOWN; at + KNOWN < message.length; at += CHUNK) {
            refused.add(Arrays.copyOfRange(message, at, at + KNOWN));
        }
    }

    /** What the service ever knew of a codename. */
    static byte[][] traces(Codename codename) {
        byte[] certificate = codename.replyCertificate();
        return new byte[][] {
            octets(codename.mailboxId()),
            codename.tokenHash(),
            codename.token(),
            // The beginning is the same for all.
            Arrays.copyOfRange(certificate, certificate.length / 2, certificate.length / 2 + KNOWN)
        };
    }

    /** The inside of a made message's body. */
    static byte[] inside(byte[] message) {
        return Arrays.copyOfRange(message, message.length - KNOWN, message.length);
    }

    private static byte[] octets(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    byte[][] refused() {
        return refused.toArray(byte[][]::new);
    }

    List<Known> known() {
        return known;
    }

    /** The same as of one group. */
    List<Known> known(String group) {
        return known.stream()
                .map(one -> new Known(one.octets(), one.order(), group))
                .toList();
    }
}
