package org.sallyport.openpgp;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What came through the gate, read to its end. */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
record Admitted(List<SessionKeyPacket> packets, int version, byte[] body) {

    static Admitted through(InputStream upload, Collection<EncryptionKey> desk) throws IOException {
        SealedMessage message = Gate.admit(upload, desk);
        return new Admitted(
                message.packets(), message.seipdVersion(), message.body().readAllBytes());
    }

    static Admitted of(byte[] upload, Collection<EncryptionKey> desk) {
        try {
            return through(new ByteArrayInputStream(upload), desk);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Admitted of(byte[] upload) {
        return of(upload, SampleMessage.DESK);
    }

    /** Why it was refused, by admit itself or while the body was read. */
    static Refusal refusal(byte[] upload) {
        return refusal(new ByteArrayInputStream(upload), SampleMessage.DESK).orElseGet(() -> fail("was let in"));
    }

    static Optional<Refusal> refusal(InputStream upload, Collection<EncryptionKey> desk) {
        try {
            through(upload, desk);
            return Optional.empty();
        } catch (MessageRefused refused) {
            return Optional.of(refused.reason());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Why admit refused it, having read no more of the upload than its buffer takes at once. */
    static Refusal refusedAtOnce(byte[] beginning) {
        try {
            Gate.admit(new Endless(beginning), SampleMessage.DESK);
            return fail("was let in");
        } catch (MessageRefused refused) {
            return refused.reason();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] message() {
        byte[] header = MessageFraming.header(
                packets.stream().map(SessionKeyPacket::octets).toList(), body.length);
        return SampleMessage.join(header, body);
    }

    List<EncryptionKey> recipients() {
        return packets.stream().map(SessionKeyPacket::recipient).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Admitted that && Arrays.equals(message(), that.message());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(body);
    }

    /** An upload that goes on with zeros, and fails the test when anybody reads them all. */
    private static final class Endless extends InputStream {
        private final InputStream beginning;
        private long read;

        Endless(byte[] beginning) {
            this.beginning = new ByteArrayInputStream(beginning);
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = beginning.read(target, offset, length);
            if (count < 0) {
                Arrays.fill(target, offset, offset + length, (byte) 0);
                count = length;
            }
            read += count;
            if (read > 3 * Octets.SIZE) {
                fail("the gate went on reading what it should have refused");
            }
            return count;
        }
    }
}
