package org.sallyport.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Supplier;
import org.sallyport.intake.StorageState;

/**
 * An upload that fails as soon as it is over its limit, or over the room that is left, so that nothing longer is ever kept.
 * Whoever takes it apart (the form's parser, the gate) has it written into a buffer of their own, and has no way to wipe that:
 * {@link #wipe} does.
 */
final class BoundedUpload extends FilterInputStream {
    private final Supplier<StorageState> room;
    private final long limit;
    private long read;
    private byte[] buffer = {};

    /** One of which nothing is stored. */
    BoundedUpload(InputStream upload, long limit) {
        this(upload, limit, () -> StorageState.OPEN);
    }

    /**
     * @param limit octets
     * @param room asked again and again when it is not short any more
     */
    BoundedUpload(InputStream upload, long limit, Supplier<StorageState> room) {
        super(upload);
        this.limit = limit;
        this.room = room;
    }

    @Override
    public int read() throws IOException {
        int octet = super.read();
        count(octet < 0 ? 0 : 1);
        return octet;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        buffer = target;
        int octets = super.read(target, offset, length);
        count(Math.max(octets, 0));
        return octets;
    }

    @Override
    public long skip(long octets) throws IOException {
        long skipped = super.skip(octets);
        count(skipped);
        return skipped;
    }

    /** When nobody reads it any more: wipes the buffer that it was read into last. */
    void wipe() {
        Arrays.fill(buffer, (byte) 0);
    }

    private void count(long octets) throws UploadTooLarge, NoRoomForMore {
        read += octets;
        if (read > limit) {
            throw new UploadTooLarge();
        }
        if (read > RoomLeft.SHORT) {
            StorageState state = room.get();
            if (state != StorageState.OPEN) {
                throw new NoRoomForMore(state);
            }
        }
    }
}
