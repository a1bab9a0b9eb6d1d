package org.sallyport.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A ZIP of the simplest kind, whose length is known to the octet before it ends. */
final class PlainZip implements AutoCloseable {
    /** The same for all: of 1980-01-01 itself Java would write a longer form, which spoils the arithmetic. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private static final String PADDING = "padding";

    /** Read, never written. */
    private static final byte[] ZEROS = new byte[16 * 1024];

    /** Local header, directory entry, end of the directory (APPNOTE 4.3.7, 4.3.12, 4.3.16), without names. */
    private static final int LOCAL_HEADER = 30;

    private static final int DIRECTORY_ENTRY = 46;
    private static final int END = 22;

    private final CountedOctets counted;
    private final Level0 zip;
    private long directory;

    /** @param to left open */
    PlainZip(OutputStream to) {
        counted = new CountedOctets(to);
        zip = new Level0(counted);
    }

    /** Not compressed, because then lengths would tell of the text; "deflated", because then none has to be known before. */
    private static final class Level0 extends ZipOutputStream {
        private static final int BUFFER = 16 * 1024;

        Level0(OutputStream to) {
            super(to);
            setLevel(Deflater.NO_COMPRESSION);
            buf = new byte[BUFFER];
        }

        void wipe() {
            def.end();
            Arrays.fill(buf, (byte) 0);
        }
    }

    /** @param name in ASCII or not; becomes UTF-8 */
    void startEntry(String name) throws IOException {
        start(new ZipEntry(name));
    }

    private void start(ZipEntry entry) throws IOException {
        entry.setTimeLocal(NO_TIME);
        directory += DIRECTORY_ENTRY + entry.getName().getBytes(UTF_8).length;
        zip.putNextEntry(entry);
    }

    void write(byte[] octets, int offset, int length) throws IOException {
        zip.write(octets, offset, length);
    }

    void endEntry() throws IOException {
        zip.closeEntry();
    }

    /** Ends it with an entry of zeros that brings the whole to a Padmé size. */
    void endPadded() throws IOException {
        int header = LOCAL_HEADER + PADDING.length();
        long least = counted.count() + header + directory + DIRECTORY_ENTRY + PADDING.length() + END;
        long padding = Padme.size(least) - least;
        ZipEntry entry = new ZipEntry(PADDING);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(padding);
        entry.setCompressedSize(padding);
        entry.setCrc(checksumOfZeros(padding));
        start(entry);
        zeros(padding, zip::write);
        zip.closeEntry();
        zip.finish();
    }

    /** Wipes what is still buffered, finished or not. */
    @Override
    public void close() {
        zip.wipe();
    }

    private interface Zeros {
        void take(byte[] zeros, int offset, int length) throws IOException;
    }

    private static long checksumOfZeros(long count) throws IOException {
        CRC32 checksum = new CRC32();
        zeros(count, checksum::update);
        return checksum.getValue();
    }

    private static void zeros(long count, Zeros taker) throws IOException {
        for (long left = count; left > 0; left -= ZEROS.length) {
            taker.take(ZEROS, 0, (int) Math.min(left, ZEROS.length));
        }
    }
}
