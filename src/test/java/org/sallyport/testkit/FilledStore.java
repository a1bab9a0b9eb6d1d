package org.sallyport.testkit;

/** A store that says it is so full, whatever is in it, until it is closed. */
public final class FilledStore implements AutoCloseable {
    /** So much that nothing a test stores makes a difference. */
    private static final String USED = "(100::bigint << 30)";

    public FilledStore(int percent) {
        fill(percent);
    }

    public void fill(int percent) {
        Sql.run("update storage set allowed = " + USED + " * 200 / (2 * " + percent
                + " + 1), disk = null, others = null, reusable = -" + USED + ", size = 2 * " + USED);
    }

    @Override
    public void close() {
        Sql.run(
                "update storage set allowed = null, disk = null, others = null, seen_by = null, reusable = 0, size = 0");
    }
}
