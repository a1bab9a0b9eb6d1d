package org.sallyport.cases;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.sallyport.openpgp.EncryptionKey;

/**
 * Everybody who is vetted now, and who can open what is sealed to them if it is at their desk.
 *
 * @param places one for each desk that a certificate is vetted for
 * @param revoked subkeys of these certificates that were revoked
 */
public record LivingReaders(List<Place> places, Collection<EncryptionKey> revoked) {
    public LivingReaders {
        places = List.copyOf(places);
        revoked = List.copyOf(revoked);
    }

    /** @param certificate its fingerprint, upper-case hexadecimal; {@code desk} is a slug */
    public record Place(String certificate, String desk) {}

    boolean include(String certificate, String desk) {
        return places.contains(new Place(certificate, desk));
    }

    Array certificates(Connection connection) throws SQLException {
        return texts(connection, Place::certificate);
    }

    /** In the order of {@link #certificates}. */
    Array desks(Connection connection) throws SQLException {
        return texts(connection, Place::desk);
    }

    private Array texts(Connection connection, Function<Place, String> part) throws SQLException {
        return connection.createArrayOf("text", places.stream().map(part).toArray());
    }
}
