package org.sallyport.vault;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;

/** One sealed message as a binary OpenPGP file that the reader's own program opens. It is read from the database as it is written out. */
public final class SealedExport {
    private final byte[] header;
    private final long bodyLength;
    private final Body body;

    /** What writes the sealed body out. */
    interface Body {
        void writeTo(OutputStream sink) throws IOException, SQLException;
    }

    SealedExport(byte[] header, long bodyLength, Body body) {
        this.header = header;
        this.bodyLength = bodyLength;
        this.body = body;
    }

    /** Octets. */
    public long length() {
        return header.length + bodyLength;
    }

    /** @throws IOException if the database or the receiver fails: what was written is then incomplete */
    public void writeTo(OutputStream sink) throws IOException {
        sink.write(header);
        try {
            body.writeTo(sink);
        } catch (SQLException e) {
            throw new IOException("the database failed with state " + e.getSQLState(), e);
        }
    }
}
