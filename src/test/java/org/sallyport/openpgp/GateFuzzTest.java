package org.sallyport.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.openpgp.SampleMessage.ANNA;
import static org.sallyport.openpgp.SampleMessage.BORIS;
import static org.sallyport.openpgp.SampleMessage.CHEN;
import static org.sallyport.openpgp.SampleMessage.STRANGER;
import static org.sallyport.openpgp.SampleMessage.ascii;
import static org.sallyport.openpgp.SampleMessage.join;
import static org.sallyport.openpgp.SampleMessage.packet;
import static org.sallyport.openpgp.SampleMessage.pkesk3;
import static org.sallyport.openpgp.SampleMessage.pkesk6;
import static org.sallyport.openpgp.SampleMessage.seipd1;
import static org.sallyport.openpgp.SampleMessage.seipd1Body;
import static org.sallyport.openpgp.SampleMessage.seipd2;
import static org.sallyport.openpgp.SampleMessage.skesk;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Hostile octets, from fixed seeds: each upload is refused with a reason, or what comes out keeps the promises of
 * {@link SealedMessage}; nothing else is thrown, in bulk and one octet at a time alike.
 */
@Timeout(120)
class GateFuzzTest {
    private static final int ROUNDS = 20_000;

    private static final List<byte[]> BINARY = List.of(
            join(pkesk3(ANNA), seipd1(100)),
            join(packet(10, ascii("PGP")), pkesk3(STRANGER), skesk(), pkesk3(BORIS), seipd1(250)),
            join(pkesk6(BORIS), pkesk6(CHEN), seipd2(300)),
            join(pkesk3(ANNA), GateStreamTest.partial(seipd1Body(1200), 9)));

    private final Set<Refusal> seen = EnumSet.noneOf(Refusal.class);
    private int admitted;

    /** Both ways of reading, and what must hold of either outcome. */
    private void feed(byte[] upload) {
        Object bulk = outcome(upload, false);
        assertThat(outcome(upload, true)).isEqualTo(bulk);
    }

    private Object outcome(byte[] upload, boolean dripping) {
        try {
            Admitted message = Admitted.through(
                    dripping ? new GateStreamTest.Dripping(upload) : new ByteArrayInputStream(upload),
                    SampleMessage.DESK);
            keepsItsPromises(message);
            admitted++;
            return message;
        } catch (MessageRefused refused) {
            seen.add(refused.reason());
            assertThat(refused).hasMessage(refused.reason().name()).hasNoCause();
            return refused.reason();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void keepsItsPromises(Admitted message) {
        assertThat(message.packets()).isNotEmpty().hasSizeLessThanOrEqualTo(32).doesNotHaveDuplicates();
        int version = message.version() == 1 ? 3 : 6;
        assertThat(message.packets()).allSatisfy(packet -> {
            assertThat(packet.octets().length).isBetween(10, 4096);
            assertThat(packet.octets()[0]).isEqualTo((byte) version);
        });
        assertThat(message.body()[0]).isEqualTo((byte) message.version());
        assertThat(message.body().length).isGreaterThanOrEqualTo(message.version() == 1 ? 41 : 68);
        assertThat(Admitted.of(message.message())).isEqualTo(message);
    }

    @Test
    void randomOctets() {
        Random random = new Random(1);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] upload = new byte[random.nextInt(400)];
            random.nextBytes(upload);
            feed(upload);
        }
        assertThat(admitted).isZero();
    }

    @Test
    void randomOctetsBehindAHeaderThatFits() {
        Random random = new Random(2);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] upload = new byte[1 + random.nextInt(700)];
            random.nextBytes(upload);
            int tag = random.nextInt(64);
            upload[0] = (byte) (0xC0 | tag);
            feed(random.nextBoolean() ? upload : join(pkesk3(ANNA), upload));
        }
        assertThat(seen).contains(Refusal.NO_INTEGRITY_PROTECTION, Refusal.SESSION_KEY_TOO_LARGE, Refusal.TRUNCATED);
    }

    @Test
    void mutatedMessages() {
        Random random = new Random(3);
        for (int i = 0; i < ROUNDS; i++) {
            feed(mutated(BINARY.get(random.nextInt(BINARY.size())), random));
        }
        assertThat(admitted).isPositive();
        assertThat(seen).hasSizeGreaterThan(12);
    }

    @Test
    void mutatedArmor() {
        Random random = new Random(4);
        for (int i = 0; i < ROUNDS / 2; i++) {
            String text = SampleMessage.armor(BINARY.get(random.nextInt(BINARY.size())));
            if (random.nextBoolean()) {
                text = text.replace('\n', ' ');
            }
            feed(mutated(ascii(text), random));
        }
        assertThat(admitted).isPositive();
        assertThat(seen).contains(Refusal.DAMAGED, Refusal.TRUNCATED);
    }

    @Test
    void armorOfMutatedMessages() {
        Random random = new Random(5);
        for (int i = 0; i < ROUNDS / 2; i++) {
            feed(ascii(SampleMessage.armor(mutated(BINARY.get(random.nextInt(BINARY.size())), random))));
        }
        assertThat(admitted).isPositive();
        assertThat(seen).hasSizeGreaterThan(8);
    }

    @Test
    @Timeout(20)
    void slowOnesAreBounded() {
        byte[] tinyFrames = new byte[4_000_000];
        for (int i = 0; i < tinyFrames.length; i += 2) {
            tinyFrames[i] = (byte) 0xE0;
        }
        byte[] start = GateStreamTest.partial(seipd1Body(600), 9);
        byte[] body = join(pkesk3(ANNA), Arrays.copyOf(start, 514), tinyFrames, new byte[1]);
        long before = System.nanoTime();
        assertThat(Admitted.of(body).body()).hasSize(512 + tinyFrames.length / 2);
        String dashes = "-----BEGIN PGP".repeat(70_000);
        assertThat(Admitted.refusal(ascii(dashes))).isEqualTo(Refusal.NOT_OPENPGP);
        String spaced = SampleMessage.armor(BINARY.get(0)).replace("\n=", "\n" + " >".repeat(2_000_000) + "\n=");
        assertThat(Admitted.of(ascii(spaced)).body()).hasSize(100);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
    }

    private static byte[] mutated(byte[] message, Random random) {
        byte[] result = message;
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(Math.max(1, Math.min(result.length, random.nextBoolean() ? 130 : 5000)));
            result = mutatedAt(result, at, random);
        }
        return result;
    }

    private static byte[] mutatedAt(byte[] octets, int at, Random random) {
        byte[] head = Arrays.copyOf(octets, Math.min(at, octets.length));
        byte[] tail = Arrays.copyOfRange(octets, Math.min(at, octets.length), octets.length);
        byte[] any = SampleMessage.random(1 + random.nextInt(4), random.nextInt());
        return switch (random.nextInt(6)) {
            case 0 -> head;
            case 1 -> join(head, any, tail);
            case 2 -> join(head, Arrays.copyOfRange(tail, Math.min(any.length, tail.length), tail.length));
            case 3 -> join(octets, head);
            case 4 -> join(head, any, Arrays.copyOfRange(tail, Math.min(any.length, tail.length), tail.length));
            default -> {
                byte[] flipped = octets.clone();
                if (at < flipped.length) {
                    flipped[at] ^= (byte) (1 << random.nextInt(8));
                }
                yield flipped;
            }
        };
    }
}
