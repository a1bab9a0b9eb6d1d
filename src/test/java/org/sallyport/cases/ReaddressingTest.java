package org.sallyport.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.intake.SendNow;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.standalone.DatabaseRole;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.ShownAtOnce;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithoutSignIn;
import org.sallyport.testkit.StoredMessage;
import org.sallyport.testkit.TestDataSource;
import org.sallyport.vault.BatchNow;
import org.sallyport.vault.Reader;

/** A reviewer's packets go over to their newest subkey, and nobody else's do. */
@QuarkusTest
@TestProfile(StaffFaceWithoutSignIn.class)
class ReaddressingTest {
    private static final EncryptionKey OLD = Reviewers.key("A", "C");
    private static final EncryptionKey NEW = Reviewers.key("A", "D");
    private static final EncryptionKey COLLEAGUE = Reviewers.key("B", "E");
    private static final List<EncryptionKey> NEWEST = List.of(NEW);
    private static final Reader READER = Reviewers.reader("urgent", OLD);

    private final DataSource source = TestDataSource.of(DatabaseRole.SOURCE);

    @Inject
    Readdressing readdressing;

    @BeforeEach
    void nothingIsStored() throws Exception {
        PostgreSQL.empty();
        ShownAtOnce.at("urgent");
    }

    @Test
    void theNewPacketTakesThePlaceOfTheOldOneAndTheColleaguesStays() throws Exception {
        send("urgent", OLD, COLLEAGUE);
        Readdressing.Dependent message = dependent().get(0);
        assertThat(message.packets()).hasSize(1);
        assertThat(message.sealedHeader()).hasSize(4).startsWith(1);
        byte[] packet = MadeMessage.sessionKeyPacket(NEW);
        replace(message.message(), packet);
        assertThat(dependent()).isEmpty();
        assertThat(readdressing.left(READER, NEWEST)).isZero();
        assertThat(packetsOf(OLD)).isZero();
        assertThat(packetsOf(NEW)).isEqualTo(1);
        assertThat(packetsOf(COLLEAGUE)).isEqualTo(1);
    }

    @Test
    void aSecondTabDoesNoHarm() throws Exception {
        send("urgent", OLD);
        UUID message = dependent().get(0).message();
        replace(message, MadeMessage.sessionKeyPacket(NEW));
        replace(message, MadeMessage.sessionKeyPacket(NEW));
        assertThat(packetsOf(NEW)).isEqualTo(1);
    }

    @Test
    void pagesGoOnBehindWhatCouldNotBeOpened() throws Exception {
        for (int i = 0; i < 5; i++) {
            send("urgent", OLD);
        }
        List<UUID> met = new ArrayList<>();
        Optional<Readdressing.Dependent> last = Optional.empty();
        for (int page = 0; page < 3; page++) {
            List<Readdressing.Dependent> some = readdressing.page(READER, NEWEST, last, 2);
            some.forEach(message -> met.add(message.message()));
            last = Optional.of(some.get(some.size() - 1));
        }
        assertThat(met).hasSize(5).doesNotHaveDuplicates();
        assertThat(readdressing.left(READER, NEWEST)).isEqualTo(5);
    }

    @Test
    void whatHidesItsRecipientIsTriedAndStaysForTheOthers() throws Exception {
        send("urgent", OLD);
        hideTheRecipient(onlyMessage());
        Readdressing.Dependent message = dependent().get(0);
        replace(message.message(), MadeMessage.sessionKeyPacket(NEW));
        assertThat(Sql.count("session_key_packet where recipient is null")).isEqualTo(1);
        assertThat(dependent()).isEmpty();
    }

    @Test
    void anotherDesksAndAnotherReadersMessagesAreNobodysBusiness() throws Exception {
        send("urgent", COLLEAGUE);
        UUID colleagues = onlyMessage();
        assertThat(dependent()).isEmpty();
        assertThatThrownBy(() -> replace(colleagues, MadeMessage.sessionKeyPacket(NEW)))
                .isInstanceOf(EntryNotFound.class);
        PostgreSQL.empty();
        ShownAtOnce.at("country");
        send("country", OLD);
        UUID elsewhere = onlyMessage();
        assertThat(dependent()).isEmpty();
        assertThatThrownBy(() -> replace(elsewhere, MadeMessage.sessionKeyPacket(NEW)))
                .isInstanceOf(EntryNotFound.class);
        assertThatThrownBy(() -> replace(UUID.randomUUID(), MadeMessage.sessionKeyPacket(NEW)))
                .isInstanceOf(EntryNotFound.class);
        assertThat(packetsOf(NEW)).isZero();
    }

    static Stream<Arguments> noPackets() {
        return Stream.of(
                wrong("of the old subkey", MadeMessage.sessionKeyPacket(OLD)),
                wrong("of a colleague", MadeMessage.sessionKeyPacket(COLLEAGUE)),
                wrong("of nobody", MadeMessage.sessionKeyPacket(Reviewers.key("A", "0"))),
                wrong(
                        "of another algorithm",
                        MadeMessage.sessionKeyPacket(new EncryptionKey(NEW.certificate(), NEW.key(), 25))),
                wrong("of version 6", version6()),
                wrong("too long", MadeMessage.packet(1, new byte[5000])),
                wrong("two", twice(MadeMessage.sessionKeyPacket(NEW))),
                wrong("cut off", Arrays.copyOf(MadeMessage.sessionKeyPacket(NEW), 40)),
                wrong("a body", MadeMessage.packet(18, new byte[100])),
                wrong("text", MadeMessage.ascii("a packet")),
                wrong("nothing", new byte[0]));
    }

    private static Arguments wrong(String name, byte[] octets) {
        return Arguments.of(Named.of(name, octets));
    }

    @ParameterizedTest
    @MethodSource("noPackets")
    void whatIsNoPacketForTheNewestSubkeyIsRefusedAndNothingIsLost(byte[] wrong) throws Exception {
        send("urgent", OLD);
        send("urgent", OLD);
        List<Readdressing.Dependent> both = dependent();
        List<Readdressing.Replacement> replacements = List.of(
                new Readdressing.Replacement(both.get(0).message(), MadeMessage.sessionKeyPacket(NEW)),
                new Readdressing.Replacement(both.get(1).message(), wrong));
        assertThatThrownBy(() -> readdressing.replace(READER, NEWEST, replacements))
                .isInstanceOf(PacketRefused.class);
        assertThat(packetsOf(OLD)).isEqualTo(2);
        assertThat(packetsOf(NEW)).isZero();
    }

    @Test
    void theSourcesRoleCanDeleteNoPacket() throws Exception {
        send("urgent", OLD);
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("delete from session_key_packet"))
                    .hasMessageContaining("permission denied");
        }
    }

    private List<Readdressing.Dependent> dependent() throws ReportsUnreachable {
        return readdressing.page(READER, NEWEST, Optional.empty(), Readdressing.MOST);
    }

    private void replace(UUID message, byte[] packet) throws Exception {
        readdressing.replace(READER, NEWEST, List.of(new Readdressing.Replacement(message, packet)));
    }

    /** As the gate let it in once. */
    private static void hideTheRecipient(UUID message) throws Exception {
        Sql.run("delete from session_key_packet");
        StoredMessage.hiddenPacket(message, MadeMessage.sessionKeyPacketBody(0, 18));
    }

    private static UUID onlyMessage() throws Exception {
        return UUID.fromString(Sql.text("select id from sealed_message"));
    }

    private static long packetsOf(EncryptionKey key) throws Exception {
        return Sql.count(
                "session_key_packet where recipient = '" + key.certificate().hex() + "' and encode(key_id, 'hex') = '"
                        + String.format("%016x", key.key().keyId()) + "'");
    }

    private void send(String desk, EncryptionKey... keys) throws Exception {
        send(desk, MadeMessage.binary(List.of(keys), 300), keys);
    }

    private void send(String desk, byte[] message, EncryptionKey... keys) throws Exception {
        SendNow.to(desk).message(message, List.of(keys));
        BatchNow.move();
    }

    private static byte[] twice(byte[] packet) {
        return ByteBuffer.allocate(2 * packet.length).put(packet).put(packet).array();
    }

    /** Of the right subkey, for a body of version 2 (RFC 9580, 5.1.2). */
    private static byte[] version6() {
        return MadeMessage.packet(
                1,
                ByteBuffer.allocate(74)
                        .put((byte) 6)
                        .put((byte) 21)
                        .put((byte) 4)
                        .put(NEW.key().octets())
                        .put((byte) NEW.algorithm())
                        .put(MadeMessage.noise(50))
                        .array());
    }
}
