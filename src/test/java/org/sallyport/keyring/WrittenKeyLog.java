package org.sallyport.keyring;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.sallyport.standalone.DatabaseRole;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.TestDataSource;

/** The key log of {@link Organisation}, written as the staff face writes it and with its database role. */
public final class WrittenKeyLog {
    public static final String ORIGIN = "test.example/keys";

    private final Path key;

    /** @param folder where its key lies */
    public WrittenKeyLog(Path folder) {
        key = folder.resolve("log.key");
    }

    /** Brings it up to what the tables hold now; inside a Quarkus test. */
    public void write() throws SQLException {
        VettedDesks desks = new VettedDesks(
                Rules.usual(Organisation.made().trustees()), new KeyringTables("source"), Clock.systemUTC());
        new LoggingKeys(
                        desks,
                        new KeyLogTable(TestDataSource.of(DatabaseRole.STAFF)),
                        Clock.systemUTC(),
                        Optional.of(key),
                        ORIGIN)
                .log();
    }
}
