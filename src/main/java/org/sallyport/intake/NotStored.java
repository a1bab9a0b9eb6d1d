package org.sallyport.intake;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The database failed while a message was being stored. */
public final class NotStored extends Exception {
    private static final long serialVersionUID = 1L;
    /** SQLSTATE classes of a connection that was lost, and of a server that was stopped. */
    private static final String CONNECTION = "08";

    private static final String INTERVENTION = "57";

    /** What can be said to the source. Sending again does no harm in either case. */
    public enum Certainty {
        NOTHING_STORED,
        /** The answer to the last statement is missing: the message may be there. */
        UNKNOWN
    }

    private final Certainty certainty;

    private NotStored(Certainty certainty, SQLException cause) {
        super("the database failed with state " + cause.getSQLState(), cause);
        this.certainty = certainty;
    }

    /** Before the statement that would have made it whole. */
    static NotStored before(SQLException cause) {
        return new NotStored(Certainty.NOTHING_STORED, cause);
    }

    /** By that statement: what the database refused is not there, and where its answer is missing nobody knows. */
    static NotStored at(SQLException cause) {
        @Nullable String state = cause.getSQLState();
        boolean refused = state != null && !state.startsWith(CONNECTION) && !state.startsWith(INTERVENTION);
        return new NotStored(refused ? Certainty.NOTHING_STORED : Certainty.UNKNOWN, cause);
    }

    /** What was needed before anything could be stored could not be read. */
    public static NotStored because(StoreUnreachable cause) {
        return before(cause.failure());
    }

    public Certainty certainty() {
        return certainty;
    }
}
