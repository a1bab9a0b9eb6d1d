package org.sallyport.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.codename.Codename;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.RankSum;
import org.sallyport.testkit.SourceFaceWithDesks;
import org.sallyport.testkit.Sql;
import org.sallyport.vault.BatchNow;

/** Somebody who seized a sealed message sends it, and changes of it, to hear from the answers whether it was delivered before. */
@QuarkusTest
@TestProfile(SourceFaceWithDesks.class)
class OracleTest {
    private static final int SITUATIONS = 200;
    private static final int SAMPLES = 500;
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final List<EncryptionKey> KEYS = Stream.of("urgent", "country")
            .flatMap(desk -> Organisation.made().keys(desk).stream())
            .toList();

    private final SecureRandom secure = new SecureRandom();
    private final Random choice = new Random(200);
    private final Visitor stranger = new Visitor();

    /** What its source did: it sent it under a codename or none, and perhaps closed its mailbox; and whether a batch came since. */
    private enum Sender {
        WITHOUT_CODENAME,
        WITH_CODENAME,
        WHO_CLOSED
    }

    private record Delivery(String desk, Sender sender, boolean moved) {}

    private enum Packets {
        SAME,
        FEWER,
        GARBAGE
    }

    private record Attempt(String desk, Visitor.Way way, Packets packets, boolean codename) {}

    private record Situation(Delivery delivery, Attempt attempt) {}

    @BeforeEach
    void desks() throws Exception {
        Organisation.made().load();
    }

    @Test
    void noAnswerSaysWhetherAMessageWasDelivered() throws Exception {
        List<Situation> situations = situations();
        List<Sealed> delivered = new ArrayList<>();
        for (Situation situation : situations) {
            delivered.add(situation.delivery().moved() ? deliver(situation.delivery()) : null);
        }
        BatchNow.move(DAY, Map.of());
        BatchNow.night(DAY.plusDays(1));
        for (int number = 0; number < situations.size(); number++) {
            if (delivered.get(number) == null) {
                delivered.set(number, deliver(situations.get(number).delivery()));
            }
        }
        List<Codename> ofDelivered = new ArrayList<>();
        List<Codename> ofNew = new ArrayList<>();
        for (int number = 0; number < situations.size(); number++) {
            Attempt attempt = situations.get(number).attempt();
            Codename one = Codename.mint(secure);
            Codename other = Codename.mint(secure);
            String answer = attempt(attempt, delivered.get(number), one);
            assertThat(answer).as("%s", situations.get(number)).startsWith("200 ");
            assertThat(attempt(attempt, new Sealed(KEYS), other))
                    .as("%s", situations.get(number))
                    .isEqualTo(answer);
            if (attempt.codename()) {
                ofDelivered.add(one);
                ofNew.add(other);
            }
        }
        assertThat(ofDelivered.size()).isGreaterThan(SITUATIONS / 5);
        requireAlikeMailboxes(ofDelivered, ofNew);
        BatchNow.move(DAY.plusDays(1), Map.of());
        assertThat(Sql.count("quarantine")).isZero();
        requireAlikeMailboxes(ofDelivered, ofNew);
        for (String page : List.of("delete", "close", "close")) {
            for (int number = 0; number < ofNew.size(); number++) {
                assertThat(stranger.codename(page, ofDelivered.get(number)))
                        .isEqualTo(stranger.codename(page, ofNew.get(number)));
            }
        }
        requireAlikeMailboxes(ofDelivered, ofNew);
    }

    private void requireAlikeMailboxes(List<Codename> some, List<Codename> others) throws Exception {
        for (int number = 0; number < some.size(); number++) {
            assertThat(stranger.open(some.get(number))).isEqualTo(stranger.open(others.get(number)));
        }
    }

    private List<Situation> situations() {
        List<Situation> all = new ArrayList<>();
        for (String from : List.of("urgent", "country")) {
            for (String to : List.of("urgent", "country")) {
                for (Sender sender : Sender.values()) {
                    for (boolean moved : new boolean[] {true, false}) {
                        for (Packets packets : Packets.values()) {
                            for (Visitor.Way way : Visitor.Way.values()) {
                                Delivery delivery = new Delivery(from, sender, moved);
                                all.add(new Situation(delivery, new Attempt(to, way, packets, false)));
                                if (way.isForm()) {
                                    all.add(new Situation(delivery, new Attempt(to, way, packets, true)));
                                }
                            }
                        }
                    }
                }
            }
        }
        Collections.shuffle(all, choice);
        return all.subList(0, SITUATIONS);
    }

    private Sealed deliver(Delivery delivery) throws Exception {
        Sealed message = new Sealed(KEYS);
        boolean hasCodename = delivery.sender() != Sender.WITHOUT_CODENAME;
        try (Codename codename = Codename.mint(secure)) {
            String answer = stranger.send(
                    delivery.desk(), Visitor.Way.FORM_FILE, message.with(KEYS), hasCodename ? codename : null);
            assertThat(answer).startsWith("200 ");
            if (delivery.sender() == Sender.WHO_CLOSED) {
                assertThat(stranger.codename("close", codename)).startsWith("200 ");
            }
        }
        return message;
    }

    private String attempt(Attempt attempt, Sealed message, Codename codename) throws Exception {
        byte[] octets = switch (attempt.packets()) {
            case SAME -> message.with(KEYS);
            case FEWER -> message.with(Organisation.made().keys(attempt.desk()).subList(0, 1));
            case GARBAGE -> new Sealed(message.body()).with(KEYS);
        };
        return stranger.send(attempt.desk(), attempt.way(), octets, attempt.codename() ? codename : null);
    }

    @Test
    void noAnswersTimeSaysWhetherAMessageWasDelivered() throws Exception {
        for (Visitor.Way way : List.of(Visitor.Way.PUT_BINARY, Visitor.Way.FORM_PASTE)) {
            List<byte[]> known = new ArrayList<>();
            List<byte[]> unknown = new ArrayList<>();
            for (int sample = 0; sample < SAMPLES; sample++) {
                known.add(new Sealed(KEYS).with(KEYS));
                unknown.add(new Sealed(KEYS).with(KEYS));
                stranger.send("urgent", Visitor.Way.PUT_BINARY, known.get(sample), null);
                if (sample == SAMPLES / 2) {
                    BatchNow.move(DAY, Map.of());
                }
            }
            Collections.shuffle(known, choice);
            requireAlike(
                    way.toString(),
                    sample -> stranger.send("urgent", way, known.get(sample), null),
                    sample -> stranger.send("urgent", way, unknown.get(sample), null));
        }
    }

    @Test
    void noAnswersTimeSaysWhetherACodenameWasClosedOrNeverUsed() throws Exception {
        List<Codename> closed = new ArrayList<>();
        for (int sample = 0; sample < 20; sample++) {
            Codename codename = Codename.mint(secure);
            stranger.send("urgent", Visitor.Way.FORM_FILE, new Sealed(KEYS).with(KEYS), codename);
            if (sample < 10) {
                BatchNow.move(DAY, Map.of());
            }
            stranger.codename("close", codename);
            closed.add(codename);
        }
        BatchNow.move(DAY, Map.of());
        List<Codename> never = Stream.generate(() -> Codename.mint(secure))
                .limit(closed.size())
                .toList();
        requireAlike(
                "closed or never used",
                sample -> stranger.open(closed.get(sample % closed.size())),
                sample -> stranger.open(never.get(sample % never.size())));
    }

    private interface Visit {
        String to(int sample) throws IOException, InterruptedException;
    }

    /** By turns, in an order of chance, so that whatever else the machine does meets both alike. */
    private void requireAlike(String what, Visit one, Visit other) throws Exception {
        double[] first = new double[SAMPLES];
        double[] second = new double[SAMPLES];
        for (int sample = 0; sample < SAMPLES; sample++) {
            if (choice.nextBoolean()) {
                first[sample] = time(one, sample);
                second[sample] = time(other, sample);
            } else {
                second[sample] = time(other, sample);
                first[sample] = time(one, sample);
            }
        }
        RankSum measured = RankSum.of(first, second);
        assertThat(measured.isChance()).as("%s: %s", what, measured).isTrue();
    }

    private static double time(Visit visit, int sample) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        visit.to(sample);
        return System.nanoTime() - begin;
    }

    /** A body to which any packets can be put. */
    private static final class Sealed {
        private static final int LENGTH = 600;
        private final byte[] body;
        private final Map<EncryptionKey, byte[]> packets = new HashMap<>();

        Sealed(List<EncryptionKey> keys) {
            byte[] whole = MadeMessage.binary(keys.subList(0, 1), LENGTH);
            int length = MadeMessage.packet(18, new byte[LENGTH]).length;
            this.body = Arrays.copyOfRange(whole, whole.length - length, whole.length);
        }

        Sealed(byte[] body) {
            this.body = body;
        }

        byte[] body() {
            return body;
        }

        /** The same packet for the same key each time. */
        byte[] with(List<EncryptionKey> keys) {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            keys.forEach(key -> message.writeBytes(packets.computeIfAbsent(key, MadeMessage::sessionKeyPacket)));
            message.writeBytes(body);
            return message.toByteArray();
        }
    }
}
