package org.sallyport.source;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Objects;

/**
 * The octets of a request that are here and not yet read: written by the event loop, read by a worker. What was read is
 * wiped at once, as it may be a source's text.
 */
final class ArrivingBody extends InputStream {
    private static final int FIRST_CAPACITY = 4 * 1024;
    private static final byte[] ZEROS = new byte[8 * 1024];

    private final Runnable roomAgain;
    private final int enough;
    private byte[] ring = new byte[FIRST_CAPACITY];
    private int start;
    private int held;
    private boolean full;
    private boolean ended;
    private boolean broken;
    private boolean closed;

    /**
     * @param enough octets that may lie here: with more, the sender waits
     * @param roomAgain told when it need not wait any longer; runs on the reader's thread
     */
    ArrivingBody(int enough, Runnable roomAgain) {
        this.enough = enough;
        this.roomAgain = roomAgain;
    }

    /**
     * @param arrived wiped: its octets are here, or wanted by nobody
     * @return whether the sender must wait until there is room again
     */
    synchronized boolean add(Buffer arrived) {
        boolean wanted = !closed && !broken;
        if (wanted) {
            append(arrived);
        }
        for (int at = 0; at < arrived.length(); at += ZEROS.length) {
            arrived.setBytes(at, ZEROS, 0, Math.min(ZEROS.length, arrived.length() - at));
        }
        return wanted && full;
    }

    private void append(Buffer arrived) {
        grow(held + arrived.length());
        int end = (start + held) % ring.length;
        int straight = Math.min(arrived.length(), ring.length - end);
        arrived.getBytes(0, straight, ring, end);
        arrived.getBytes(straight, arrived.length(), ring, 0);
        held += arrived.length();
        full = held >= enough;
        notifyAll();
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** No more will come, and what came was not all: whoever reads is told so. */
    synchronized void breakOff() {
        broken = !ended;
        notifyAll();
    }

    /** All of it is here, or all that ever will be: who reads it never waits. */
    synchronized boolean isWhole() {
        return ended || broken;
    }

    synchronized boolean isBroken() {
        return broken;
    }

    @Override
    public int read() throws IOException {
        byte[] octet = new byte[1];
        return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        int read;
        boolean relieved;
        synchronized (this) {
            awaitOctets();
            if (held == 0) {
                return -1;
            }
            read = Math.min(Math.min(length, held), ring.length - start);
            System.arraycopy(ring, start, buffer, offset, read);
            Arrays.fill(ring, start, start + read, (byte) 0);
            start = (start + read) % ring.length;
            held -= read;
            relieved = full && held <= enough / 2;
            full = full && !relieved;
        }
        if (relieved) {
            roomAgain.run();
        }
        return read;
    }

    private void awaitOctets() throws IOException {
        while (held == 0 && !ended && !broken && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
        }
        if (broken || closed) {
            throw new IOException("broken off");
        }
    }

    @Override
    public synchronized int available() {
        return held;
    }

    /** Forgets what is here; what still comes is dropped. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            full = false;
            held = 0;
            Arrays.fill(ring, (byte) 0);
            notifyAll();
        }
        roomAgain.run();
    }

    private void grow(int needed) {
        if (needed <= ring.length) {
            return;
        }
        byte[] larger = new byte[Math.max(needed, 2 * ring.length)];
        int straight = Math.min(held, ring.length - start);
        System.arraycopy(ring, start, larger, 0, straight);
        System.arraycopy(ring, 0, larger, straight, held - straight);
        Arrays.fill(ring, (byte) 0);
        ring = larger;
        start = 0;
    }
}
