package org.sallyport.report;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.UUID;

/** One sealed message as a binary OpenPGP file that the reader's own program opens. It is read from the database as it is written out. */
public final class SealedExport {
    private final byte[] header;
    private final SealedBodies bodies;
    private final UUID body;
    private final long bodyLength;

    SealedExport(byte[] header, SealedBodies bodies, UUID body, long bodyLength) {
        this.header = header;
        this.bodies = bodies;
        this.body = body;
        this.bodyLength = bodyLength;
    }

    /** Octets. */
    public long length() {
        return header.length + bodyLength;
    }

    /** @throws IOException if the database or the receiver fails: what was written is then incomplete */
    public void writeTo(OutputStream sink) throws IOException {
        sink.write(header);
        try {
            bodies.copy(body, bodyLength, sink);
        } catch (SQLException e) {
            throw new IOException("the database failed with state " + e.getSQLState(), e);
        }
    }
}
