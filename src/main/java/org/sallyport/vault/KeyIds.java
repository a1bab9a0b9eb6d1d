package org.sallyport.vault;

import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import org.sallyport.openpgp.EncryptionKey;

/** Key ids as the column {@code key_id} has them: the last eight octets of the fingerprint. */
public final class KeyIds {
    private KeyIds() {}

    public static Array of(Connection connection, Collection<EncryptionKey> keys) throws SQLException {
        return connection.createArrayOf("bytea", keys.stream().map(KeyIds::of).toArray(byte[][]::new));
    }

    public static byte[] of(EncryptionKey key) {
        return ByteBuffer.allocate(Long.BYTES).putLong(key.key().keyId()).array();
    }
}
