package org.sallyport.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sallyport.openpgp.SampleMessage.ANNA;
import static org.sallyport.openpgp.SampleMessage.ascii;
import static org.sallyport.openpgp.SampleMessage.join;
import static org.sallyport.openpgp.SampleMessage.length;
import static org.sallyport.openpgp.SampleMessage.octets;
import static org.sallyport.openpgp.SampleMessage.pkesk3;
import static org.sallyport.openpgp.SampleMessage.random;
import static org.sallyport.openpgp.SampleMessage.seipd1;
import static org.sallyport.openpgp.SampleMessage.seipd1Body;
import static org.sallyport.openpgp.SampleMessage.small;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Framing, and how the octets come: the result is the same. */
class GateStreamTest {

    /** A body in partial lengths of 2^power octets, the last one definite. */
    static byte[] partial(byte[] body, int power) {
        ByteArrayOutputStream framed = new ByteArrayOutputStream();
        framed.write(0xD2);
        int at = 0;
        for (int size = 1 << power; body.length - at > size; at += size) {
            framed.write(224 + power);
            framed.write(body, at, size);
        }
        framed.writeBytes(length(body.length - at));
        framed.write(body, at, body.length - at);
        return framed.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 10, 13, 16})
    void partialLengthsDisappear(int power) {
        byte[] body = seipd1Body(100_000);
        Admitted admitted = Admitted.of(join(pkesk3(ANNA), partial(body, power)));
        assertThat(admitted.body()).isEqualTo(body);
    }

    @Test
    void laterPartialLengthsMayBeTiny() {
        byte[] body = seipd1Body(520);
        byte[] framed = join(
                octets(0xD2, 0xE9),
                Arrays.copyOf(body, 512),
                octets(0xE0),
                Arrays.copyOfRange(body, 512, 513),
                octets(0xE1),
                Arrays.copyOfRange(body, 513, 515),
                octets(5),
                Arrays.copyOfRange(body, 515, 520));
        assertThat(Admitted.of(join(pkesk3(ANNA), framed)).body()).isEqualTo(body);
    }

    @Test
    void aLastLengthOfZeroIsAllowed() {
        byte[] body = seipd1Body(512);
        assertThat(Admitted.of(join(pkesk3(ANNA), octets(0xD2, 0xE9), body, octets(0)))
                        .body())
                .isEqualTo(body);
    }

    @Test
    void everyFormOfLengthIsRead() {
        byte[] key = SampleMessage.pkesk3Body(ANNA);
        byte[] body = seipd1Body(1000);
        byte[] sealed = join(octets(0xD2, 0xC0 + ((1000 - 192) >> 8), (1000 - 192) & 0xFF), body);
        for (byte[] header : List.of(
                octets(0xC1, key.length),
                octets(0x84, key.length),
                octets(0x85, 0, key.length),
                octets(0x86, 0, 0, 0, key.length),
                join(octets(0xC1), length(key.length)))) {
            assertThat(Admitted.of(join(header, key, sealed)).body()).isEqualTo(body);
        }
    }

    @Test
    void oneOctetAtATimeGivesTheSame() throws IOException {
        byte[] body = seipd1Body(20_000);
        byte[] message = join(pkesk3(ANNA), partial(body, 9));
        for (byte[] upload : List.of(message, ascii(SampleMessage.armor(message)))) {
            Admitted whole = Admitted.of(upload);
            assertThat(Admitted.through(new Dripping(upload), SampleMessage.DESK))
                    .isEqualTo(whole);
            InputStream slowly = Gate.admit(new ByteArrayInputStream(upload), SampleMessage.DESK)
                    .body();
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            for (int octet = slowly.read(); octet >= 0; octet = slowly.read()) {
                read.write(octet);
            }
            assertThat(read.toByteArray()).isEqualTo(whole.body());
            assertThat(slowly.read()).isEqualTo(-1);
            assertThat(slowly.read(new byte[9], 0, 9)).isEqualTo(-1);
        }
    }

    @Test
    void readsOfEverySizeGiveTheSame() throws IOException {
        byte[] body = seipd1Body(70_000);
        byte[] message = join(pkesk3(ANNA), partial(body, 10));
        for (byte[] upload : List.of(message, ascii(SampleMessage.armor(message)))) {
            for (int size : new int[] {1, 2, 3, 5, 6, 7, 64, 1000, 8191, 65_536, 100_000}) {
                InputStream stream = Gate.admit(new ByteArrayInputStream(upload), SampleMessage.DESK)
                        .body();
                ByteArrayOutputStream read = new ByteArrayOutputStream();
                byte[] buffer = new byte[size + 2];
                for (int n = stream.read(buffer, 1, size); n >= 0; n = stream.read(buffer, 1, size)) {
                    read.write(buffer, 1, n);
                }
                assertThat(read.toByteArray()).isEqualTo(body);
                assertThat(buffer[size + 1]).isZero();
            }
        }
    }

    @Test
    void anUploadThatBreaksOffIsNotARefusal() throws IOException {
        InputStream breaking = new SequenceInputStream(
                new ByteArrayInputStream(join(pkesk3(ANNA), octets(0xD2), length(1000), octets(1), random(500, 1))),
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("connection reset");
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        return read();
                    }
                });
        InputStream body = Gate.admit(breaking, SampleMessage.DESK).body();
        assertThatThrownBy(body::readAllBytes)
                .isNotInstanceOf(MessageRefused.class)
                .hasMessage("connection reset");
    }

    @Test
    void theUploadIsLeftOpen() throws IOException {
        InputStream upload = new ByteArrayInputStream(small()) {
            @Override
            public void close() throws IOException {
                throw new IOException("closed");
            }
        };
        try (InputStream body = Gate.admit(upload, SampleMessage.DESK).body()) {
            assertThat(body.readAllBytes()).hasSize(200);
        }
    }

    @Test
    void aGibibyteOnOneLineStreams() throws IOException {
        byte[] beginning = ascii("-----BEGIN PGP MESSAGE-----\n\n");
        byte[] header = join(pkesk3(ANNA), octets(0xD2), length(800_000_000), octets(1));
        byte[] whole = Arrays.copyOf(header, header.length / 3 * 3);
        String text = Base64.getEncoder().encodeToString(join(whole, octets(1, 1, 1)));
        InputStream upload =
                new SequenceInputStream(new ByteArrayInputStream(join(beginning, ascii(text))), new Letters(1L << 30));

        InputStream body = Gate.admit(upload, SampleMessage.DESK).body();
        assertThat(body.skip(799_999_000)).isEqualTo(799_999_000);
        // What follows the packet are NULs, and the end of the armor never comes.
        assertThatThrownBy(body::readAllBytes).hasMessage("TRUNCATED");
    }

    @Test
    void aShortMessageIsRead() {
        assertThat(Admitted.of(join(pkesk3(ANNA), seipd1(41))).body()).hasSize(41);
    }

    private static final class Letters extends InputStream {
        private long left;

        Letters(long count) {
            left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? 'A' : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            Arrays.fill(target, offset, offset + length, (byte) 'A');
            left -= length;
            return length;
        }
    }

    /** Gives one octet to each read. */
    static final class Dripping extends InputStream {
        private final InputStream octets;

        Dripping(byte[] octets) {
            this.octets = new ByteArrayInputStream(octets);
        }

        @Override
        public int read() throws IOException {
            return octets.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return octets.read(target, offset, Math.min(length, 1));
        }
    }
}
