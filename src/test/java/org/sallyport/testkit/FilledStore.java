package org.sallyport.testkit;

/** A store that says it is so full, whatever is in it, until it is closed. */
public final class FilledStore implements AutoCloseable {
    /** Of a disk so large that nothing a test stores makes a difference. */
    private static final long HUNDREDTH = 1L << 40;

    public FilledStore(int percent) {
        fill(percent);
    }

    public void fill(int percent) {
        Sql.run("update storage set allowed = null, disk = " + 100 * HUNDREDTH + ", others = "
                + (percent * HUNDREDTH + HUNDREDTH / 2) + ", seen_by = this_server()");
    }

    @Override
    public void close() {
        Sql.run("update storage set allowed = null, disk = null, others = null, seen_by = null");
    }
}
