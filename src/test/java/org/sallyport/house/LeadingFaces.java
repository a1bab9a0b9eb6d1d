package org.sallyport.house;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sallyport.standalone.DatabaseRole;
import org.sallyport.testkit.PackagedDatabase;
import org.sallyport.testkit.PackagedStaff;
import org.sallyport.testkit.Surroundings;
import org.sallyport.testkit.Waiting;

/** Two staff faces over one database, of which one leads: each second it moves what has arrived at a prompt desk. */
final class LeadingFaces implements AutoCloseable {
    private static final String LEADER = "from pg_locks l join pg_stat_activity a using (pid)"
            + " where l.locktype = 'advisory' and l.granted and l.objsubid = 1";
    private static final long PATIENCE = 10_000_000_000L;

    private final PackagedDatabase database;
    private final Map<String, PackagedStaff> faces = new TreeMap<>();

    LeadingFaces(PackagedDatabase database) throws Exception {
        this.database = database;
        start("first");
        start("second");
        Waiting.until("a leader", () -> leader().isPresent());
    }

    private void start(String name) throws Exception {
        Map<String, String> settings = new HashMap<>(database.settings(DatabaseRole.STAFF));
        // What the leader's connection is called in PostgreSQL's list.
        settings.computeIfPresent("QUARKUS_DATASOURCE_JDBC_URL", (key, url) -> url + "?ApplicationName=" + name);
        settings.put("sallyport.batches.prompt-every", "1s");
        faces.put(name, PackagedStaff.withoutSignIn(settings, Surroundings.USUAL));
    }

    /** Empty while nobody leads, or PostgreSQL cannot be asked. */
    Optional<String> leader() {
        try (Connection superuser = database.superuser();
                PreparedStatement query = superuser.prepareStatement("select a.application_name " + LEADER);
                ResultSet row = query.executeQuery()) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        } catch (Exception unreachable) {
            return Optional.empty();
        }
    }

    /** Returns as soon as the leader is in a call of this function of the database. @return false if it is not for a while */
    boolean awaitLeaderIn(String function) throws Exception {
        return await("select exists (select " + LEADER + " and a.state = 'active' and a.query like ?)", function);
    }

    /** The same of whoever calls it. */
    boolean awaitAnybodyIn(String function) throws Exception {
        return await(
                "select exists (select from pg_stat_activity a where a.pid <> pg_backend_pid()"
                        + " and a.state = 'active' and a.query like ?)",
                function);
    }

    private boolean await(String question, String function) throws Exception {
        long begun = System.nanoTime();
        try (Connection superuser = database.superuser();
                PreparedStatement query = superuser.prepareStatement(question)) {
            query.setString(1, "%" + function + "%");
            while (System.nanoTime() - begun < PATIENCE) {
                try (ResultSet row = query.executeQuery()) {
                    row.next();
                    if (row.getBoolean(1)) {
                        return true;
                    }
                }
            }
        } catch (SQLException gone) {
            return false;
        }
        return false;
    }

    /** @return who it was */
    String killLeader() throws Exception {
        Waiting.until("a leader", () -> leader().isPresent());
        String name = leader().orElseThrow(() -> new AssertionError("nobody leads"));
        PackagedStaff face = faces.remove(name);
        if (face == null) {
            throw new AssertionError(name + " leads, and is none of ours");
        }
        face.kill();
        return name;
    }

    /** Waits until another leads and has moved something, and starts the one that was killed again. */
    void othersTakeOver(String killed) throws Exception {
        Waiting.until(
                "another leader",
                () -> leader().filter(name -> !name.equals(killed)).isPresent());
        long before = messages();
        Waiting.until("a batch of the new leader", () -> messages() > before);
        start(killed);
    }

    private long messages() {
        try {
            return database.count("sealed_message");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        faces.values().forEach(PackagedStaff::close);
        faces.clear();
    }
}
