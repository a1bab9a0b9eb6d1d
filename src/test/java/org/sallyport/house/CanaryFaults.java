package org.sallyport.house;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.sallyport.testkit.Waiting;

/** What can go wrong with an installation while a source is there: each is provoked, and mended again. */
final class CanaryFaults {
    private static final List<String> ARRIVING = List.of("arrival", "arriving_message", "arriving_chunk");

    private final WatchedInstallation all;
    private final CanaryVisits visits;

    CanaryFaults(WatchedInstallation all, CanaryVisits visits) {
        this.all = all;
        this.visits = visits;
    }

    void everyOne() throws Exception {
        aTableIsGone();
        rightsAreGone();
        aRowIsRefused();
        somebodyAsksForAThreadDump();
        theDatabaseIsKilled();
    }

    private void aTableIsGone() throws Exception {
        sql("alter table arrival rename to elsewhere");
        visits.nothingCanBeStored();
        visits.nothingCanBeRead();
        sql("alter table elsewhere rename to arrival");
        served();
    }

    private void rightsAreGone() throws Exception {
        sql("revoke insert on arrival from sallyport_source");
        sql("revoke execute on function open_mailbox from sallyport_source");
        visits.nothingCanBeStored();
        visits.nothingCanBeRead();
        sql("grant insert on arrival to sallyport_source");
        sql("grant execute on function open_mailbox to sallyport_source");
        served();
    }

    /** PostgreSQL would quote the row. */
    private void aRowIsRefused() throws Exception {
        for (String table : ARRIVING) {
            sql("alter table " + table + " add constraint never check (false) not valid");
        }
        visits.nothingCanBeStored();
        for (String table : ARRIVING) {
            sql("alter table " + table + " drop constraint never");
        }
        served();
    }

    private void somebodyAsksForAThreadDump() throws Exception {
        visits.breakOffAnUpload(() -> {
            new ProcessBuilder("kill", "-s", "QUIT", String.valueOf(all.source().pid()))
                    .start()
                    .waitFor();
            Waiting.until(
                    "the thread dump",
                    () -> Files.readString(all.source().output()).contains("Full thread dump"));
        });
    }

    private void theDatabaseIsKilled() throws Exception {
        visits.breakOffAnUpload(() -> all.database().killAll());
        visits.nothingCanBeStored();
        visits.nothingCanBeRead();
        all.database().startAgain();
        served();
    }

    private void served() throws Exception {
        Waiting.until("an answer", visits::isServed);
    }

    private void sql(String statement) throws Exception {
        try (Connection owner = all.database().owner();
                Statement statements = owner.createStatement()) {
            statements.execute(statement);
        }
    }
}
