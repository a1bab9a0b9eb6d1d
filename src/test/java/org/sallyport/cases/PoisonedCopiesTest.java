package org.sallyport.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.codename.Codename;
import org.sallyport.intake.SendNow;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.Gate;
import org.sallyport.openpgp.MessageFraming;
import org.sallyport.openpgp.SealedMessage;
import org.sallyport.openpgp.SessionKeyPacket;
import org.sallyport.testkit.Gpg;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.Ran;
import org.sallyport.testkit.ShownAtOnce;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithoutSignIn;
import org.sallyport.testkit.Vetting;
import org.sallyport.vault.BatchNow;
import org.sallyport.vault.Reader;

/**
 * Whoever captures a sealed message can send its body with garbage in session-key packets of the right key ids, before or after its
 * writer does, under whatever codename: the writer's own stays readable, with the gpg that reviewers have.
 */
@QuarkusTest
@TestProfile(StaffFaceWithoutSignIn.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoisonedCopiesTest {
    private static final byte[] TEXT = "What happened.\n".getBytes(StandardCharsets.UTF_8);
    /** Where the ephemeral point of a version 3 packet begins, behind its length in bits. */
    private static final int POINT = 12;

    private static final Person READS = Person.URGENT_1;

    private final List<EncryptionKey> keys = Stream.of(READS, Person.URGENT_LEAD)
            .flatMap(person -> Vetting.keys(person).stream())
            .toList();
    private final Reader reader = Reviewers.reader("urgent", Vetting.keys(READS).toArray(EncryptionKey[]::new));
    private final Codename codename = AsSource.mint();
    private Gpg gpg;
    private byte[] message = {};
    private byte[] poisoned = {};

    @Inject
    Entries entries;

    @Inject
    EntryThreads threads;

    /** Under whose codename the copy and the true message come. */
    private enum Under {
        THE_SAME_CODENAME(true, true, true),
        NO_CODENAME(false, false, false),
        NONE_FOR_THE_COPY(false, true, false),
        NONE_FOR_THE_TRUE_ONE(true, false, false),
        ANOTHER_CODENAME(true, true, false);

        private final boolean copysHas;
        private final boolean trueOnesHas;
        private final boolean same;

        Under(boolean copysHas, boolean trueOnesHas, boolean same) {
            this.copysHas = copysHas;
            this.trueOnesHas = trueOnesHas;
            this.same = same;
        }
    }

    @BeforeAll
    void sealedWithGpg() throws Exception {
        gpg = new Gpg();
        gpg.importFile(Vetting.secretKey(READS));
        message = gpg.encrypt(TEXT, List.of(Vetting.file(READS), Vetting.file(Person.URGENT_LEAD)));
        poisoned = poisoned();
    }

    @AfterAll
    void gpgEnds() {
        gpg.close();
    }

    @BeforeEach
    void nothingIsStored() throws Exception {
        PostgreSQL.empty();
        ShownAtOnce.at("urgent");
    }

    @ParameterizedTest
    @EnumSource
    void theTrueMessageStaysReadableWhereTheCopyCameABatchBefore(Under under) throws Exception {
        sendPoisoned(under);
        BatchNow.move();
        sendTrue(under);
        BatchNow.move();
        assertReadable(under);
    }

    @ParameterizedTest
    @EnumSource
    void orABatchLater(Under under) throws Exception {
        sendTrue(under);
        BatchNow.move();
        sendPoisoned(under);
        BatchNow.move();
        assertReadable(under);
    }

    @ParameterizedTest
    @EnumSource
    void orInTheSameBatch(Under under) throws Exception {
        sendPoisoned(under);
        sendTrue(under);
        BatchNow.move();
        assertReadable(under);
    }

    @ParameterizedTest
    @EnumSource
    void orManyOfThemCameBefore(Under under) throws Exception {
        for (int copy = 0; copy < 6; copy++) {
            poisoned = poisoned();
            sendPoisoned(under);
            BatchNow.move();
        }
        sendTrue(under);
        BatchNow.move();
        assertOneCopyOpens();
    }

    /** Packets of another message of the attacker's own: they decrypt, and give another session key. */
    @ParameterizedTest
    @EnumSource
    void orACopyWithPacketsThatGiveAnotherSessionKeyCameBefore(Under under) throws Exception {
        poisoned = withPacketsOfAnotherMessage();
        sendPoisoned(under);
        BatchNow.move();
        sendTrue(under);
        BatchNow.move();
        assertReadable(under);
    }

    private byte[] withPacketsOfAnotherMessage() throws Exception {
        byte[] others = gpg.encrypt(
                "Noise.".getBytes(StandardCharsets.UTF_8),
                List.of(Vetting.file(READS), Vetting.file(Person.URGENT_LEAD)));
        return InVault.withPackets(
                message,
                keys,
                InVault.packets(others, keys).stream()
                        .map(SessionKeyPacket::octets)
                        .toList());
    }

    /** Garbage that has the form of an ECDH packet (RFC 9580, 5.1.5): a point, and a wrapped session key with its length. */
    private byte[] poisoned() throws Exception {
        SealedMessage sealed = Gate.admit(new ByteArrayInputStream(message), keys);
        List<byte[]> packets = new ArrayList<>();
        for (SessionKeyPacket packet : sealed.packets()) {
            byte[] octets = packet.octets().clone();
            int point = (ByteBuffer.wrap(octets).getShort(POINT - 2) + 7) / 8;
            int wrapped = POINT + point + 1;
            System.arraycopy(MadeMessage.noise(point - 1), 0, octets, POINT + 1, point - 1);
            System.arraycopy(MadeMessage.noise(octets.length - wrapped), 0, octets, wrapped, octets.length - wrapped);
            packets.add(octets);
        }
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        byte[] body = sealed.body().readAllBytes();
        copy.writeBytes(MessageFraming.header(packets, body.length));
        copy.writeBytes(body);
        return copy.toByteArray();
    }

    private void sendPoisoned(Under under) throws Exception {
        send(under.copysHas ? Optional.of(under.same ? codename : AsSource.mint()) : Optional.empty(), poisoned);
    }

    private void sendTrue(Under under) throws Exception {
        send(under.trueOnesHas ? Optional.of(codename) : Optional.empty(), message);
    }

    private void send(Optional<Codename> name, byte[] what) throws Exception {
        SendNow source = SendNow.to("urgent");
        name.map(source::under).orElse(source).message(what, keys);
    }

    private void assertReadable(Under under) throws Exception {
        assertThat(InVault.entries()).hasSize(under.same ? 1 : 2);
        assertThat(Sql.count("sealed_message")).isEqualTo(2);
        assertOneCopyOpens();
    }

    /** Each copy is shown, with its own packets and no others, and gpg opens the true one without a complaint. */
    private void assertOneCopyOpens() throws Exception {
        assertThat(Sql.count("quarantine")).isZero();
        assertThat(Sql.count("body")).isOne();
        List<EntrySummary> lines = entries.page(reader, EntryFilter.NONE, Optional.empty(), Entries.MOST)
                .entries();
        assertThat(lines).as("a copy with other packets never hides one").hasSameSizeAs(InVault.entries());
        int opened = 0;
        for (EntrySummary line : lines) {
            for (ThreadMessage copy : threads.thread(reader, line.id()).messages()) {
                Ran decrypting = gpg.attempt(
                        InVault.file(threads.export(reader, line.id(), copy.id())),
                        "--passphrase-file",
                        Vetting.passphraseFile(READS).toString(),
                        "--decrypt");
                if (decrypting.status() == 0) {
                    assertThat(decrypting.output()).isEqualTo(TEXT);
                    opened++;
                }
            }
        }
        assertThat(opened).isOne();
    }
}
