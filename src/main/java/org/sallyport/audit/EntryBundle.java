package org.sallyport.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Leaves as they are served: each behind its length in two octets (C2SP tlog-tiles, “Log entries”). */
public final class EntryBundle {
    /** The longest that a leaf can be. */
    public static final int LONGEST_ENTRY = 0xFFFF;

    private EntryBundle() {}

    public static byte[] of(List<byte[]> entries) {
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            if (entry.length > LONGEST_ENTRY) {
                throw new IllegalArgumentException("an entry has at most 65535 octets");
            }
            bundle.write(entry.length >> 8);
            bundle.write(entry.length);
            bundle.writeBytes(entry);
        }
        return bundle.toByteArray();
    }

    /** @throws NoteRefused if the last entry is cut off */
    public static List<byte[]> read(byte[] bundle) throws NoteRefused {
        List<byte[]> entries = new ArrayList<>();
        ByteBuffer rest = ByteBuffer.wrap(bundle);
        while (rest.hasRemaining()) {
            int length = rest.remaining() < 2 ? LONGEST_ENTRY : rest.getShort() & 0xFFFF;
            if (length > rest.remaining()) {
                throw new NoteRefused("a bundle of entries is cut off");
            }
            byte[] entry = new byte[length];
            rest.get(entry);
            entries.add(entry);
        }
        return entries;
    }
}
