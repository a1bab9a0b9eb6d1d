package org.sallyport.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.standalone.DatabaseRole;
import org.sallyport.testkit.FilledStore;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.TestDataSource;

class WatchingStorageTest {
    private static final Logger LOG = Logger.getLogger(WatchingStorage.class.getName());

    private final List<String> lines = new ArrayList<>();
    private final Handler listening = new Handler() {
        @Override
        public void publish(LogRecord record) {
            lines.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOG.addHandler(listening);
    }

    @AfterEach
    void stop() {
        LOG.removeHandler(listening);
        new FilledStore(1).close();
    }

    @Test
    void theAlarmComesBeforeItIsFullOnceForEachStepOfFive() throws Exception {
        long size = Sql.number("select pg_database_size(current_database())");
        WatchingStorage watching = watching(Optional.of(size * 100 / 50));
        watching.look();
        assertThat(lines).isEmpty();

        // The same limit, and a disk on which there is less.
        for (int percent : new int[] {82, 83, 86, 91, 99, 82}) {
            Sql.run("update storage set seen_by = this_server(), disk = 1::bigint << 40,"
                    + " others = (1::bigint << 40) * (10 * " + percent + " + 1) / 1000");
            watching.look();
            watching.look();
        }
        assertThat(lines)
                .extracting(line -> line.replaceAll(":.*", ""))
                .containsExactly(
                        "The store is 80 % full",
                        "The store is 85 % full",
                        "The store is 90 % full",
                        "The store is 95 % full",
                        "The store is 80 % full");
        assertThat(lines.get(0)).contains("From 90 % sources can send short reports only");

        lines.clear();
        Sql.run("update storage set disk = null");
        watching.look();
        watching.look();
        assertThat(lines).containsExactly("The store has room again.");
    }

    @Test
    void whereNobodyKnowsHowMuchThereMayBeThatIsSaidOnce() throws Exception {
        WatchingStorage watching = watching(Optional.empty());
        watching.look();
        watching.look();
        assertThat(lines).singleElement().asString().contains("sallyport.storage.limit");
    }

    private static WatchingStorage watching(Optional<Long> limit) {
        return new WatchingStorage(
                new Storage(TestDataSource.of(DatabaseRole.STAFF)),
                limit.map(octets -> new MemorySize(BigInteger.valueOf(octets))));
    }
}
