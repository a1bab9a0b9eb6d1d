package org.sallyport.openpgp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.jspecify.annotations.Nullable;

/** A message that is sealed as it is read. The buffers that plaintext passes through are wiped at the end or when closed. */
final class SealedStream extends InputStream {
    /** A power of two: the partial lengths of both packets (RFC 9580, 4.2.1.4). A larger one makes most reports, short texts, slower. */
    private static final int BUFFER = 16 * 1024;

    private final PGPEncryptedDataGenerator generator;
    private final String name;
    private final Sealing.Plaintext content;
    private final byte[] bodyBuffer = new byte[BUFFER];
    private final byte[] literalBuffer = new byte[BUFFER];
    private final Message message = new Message();

    private @Nullable OutputStream body;
    private @Nullable OutputStream literal;
    private boolean ended;
    private @Nullable Exception broken;

    SealedStream(PGPEncryptedDataGenerator generator, String name, Sealing.Plaintext content) {
        this.generator = generator;
        this.name = name;
        this.content = content;
    }

    /** What is sealed and not read yet. */
    private static final class Message extends ByteArrayOutputStream {
        private int taken;

        Message() {
            super(2 * BUFFER);
        }

        boolean isTaken() {
            return taken == count;
        }

        int take(byte[] target, int offset, int length) {
            int some = Math.min(length, count - taken);
            System.arraycopy(buf, taken, target, offset, some);
            taken += some;
            if (isTaken()) {
                taken = 0;
                reset();
            }
            return some;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (message.isTaken() && !ended) {
            pull();
        }
        return message.isTaken() ? -1 : message.take(target, offset, length);
    }

    private void pull() throws IOException {
        if (broken != null) {
            throw new IOException("the content broke off", broken);
        }
        try {
            OutputStream inside = literal == null ? open() : literal;
            if (!content.writeSome(inside)) {
                end(inside);
            }
        } catch (IOException | RuntimeException e) {
            broken = e;
            wipe();
            throw e;
        }
    }

    private OutputStream open() throws IOException {
        try {
            body = generator.open(message, bodyBuffer);
        } catch (PGPException impossibleWithTheseKeys) {
            throw new IllegalStateException(impossibleWithTheseKeys);
        }
        literal = new PGPLiteralDataGenerator()
                .open(body, PGPLiteralData.BINARY, name, Date.from(Instant.EPOCH), literalBuffer);
        return literal;
    }

    private void end(OutputStream inside) throws IOException {
        inside.close();
        if (body != null) {
            body.close();
        }
        ended = true;
        wipe();
    }

    private void wipe() {
        Arrays.fill(literalBuffer, (byte) 0);
        Arrays.fill(bodyBuffer, (byte) 0);
    }

    /** What was not read is not sealed. */
    @Override
    public void close() {
        if (!ended && broken == null) {
            broken = new IOException("closed");
        }
        wipe();
    }
}
