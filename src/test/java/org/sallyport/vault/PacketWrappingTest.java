package org.sallyport.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.PostgreSQL;

/** A batch wraps packets in the database, the staff's face in Java: each opens what the other wrote. */
class PacketWrappingTest {
    private static final int KEY = 32;

    private final byte[] key = MadeMessage.noise(KEY);
    private final PacketWrapping wrapping = new PacketWrapping(key);

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17, 94, 1_200, 8_192})
    void javaOpensWhatTheDatabaseWrapped(int length) throws SQLException {
        byte[] packet = MadeMessage.noise(length);
        byte[] wrapped = asked("select wrap_packet(?, ?)", packet);
        assertThat(wrapping.unwrap(wrapped)).isEqualTo(packet);
        assertThat(wrapped.length).isEqualTo(wrapping.wrap(packet).length);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17, 94, 1_200, 8_192})
    void theDatabaseOpensWhatJavaWrapped(int length) throws SQLException {
        byte[] packet = MadeMessage.noise(length);
        assertThat(asked("select unwrap_packet(?, ?)", wrapping.wrap(packet))).isEqualTo(packet);
    }

    /** The same packet twice looks different, whoever wraps it; without the key nothing of it is to be seen. */
    @ParameterizedTest
    @ValueSource(ints = {94, 1_200})
    void nothingOfThePacketShows(int length) throws SQLException {
        byte[] packet = MadeMessage.noise(length);
        byte[] once = wrapping.wrap(packet);
        byte[] again = asked("select wrap_packet(?, ?)", packet);
        assertThat(once).isNotEqualTo(wrapping.wrap(packet)).isNotEqualTo(again);
        assertThat(again).isNotEqualTo(asked("select wrap_packet(?, ?)", packet));
        for (byte[] wrapped : new byte[][] {once, again}) {
            assertThat(new String(wrapped, StandardCharsets.ISO_8859_1))
                    .doesNotContain(new String(packet, 0, 16, StandardCharsets.ISO_8859_1));
        }
    }

    private byte[] asked(String call, byte[] octets) throws SQLException {
        try (Connection owner = PostgreSQL.owner();
                PreparedStatement query = owner.prepareStatement(call)) {
            query.setBytes(1, key);
            query.setBytes(2, octets);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBytes(1);
            }
        }
    }
}
