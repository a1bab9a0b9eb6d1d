package org.sallyport.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.StaffFaceWithoutSignIn;

/** After PostgreSQL was started again no request meets a connection that ended with it. */
@QuarkusTest
@TestProfile(StaffFaceWithoutSignIn.class)
class PooledConnectionsTest {
    private static final int SEVERAL = 8;
    /** PostgreSQL takes longer than that to start. */
    private static final long MILLISECONDS = 250;

    @Inject
    AgroalDataSource pool;

    @ConfigProperty(name = "quarkus.datasource.username")
    String role;

    @Test
    void whoComesFirstAfterwardsIsServed() throws Exception {
        serveSeveral();
        try (Connection superuser = PostgreSQL.superuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = '" + role + "'");
        }
        Thread.sleep(MILLISECONDS);
        serveSeveral();
    }

    private void serveSeveral() throws SQLException {
        List<Connection> taken = new ArrayList<>();
        for (int number = 0; number < SEVERAL; number++) {
            taken.add(pool.getConnection());
        }
        for (Connection connection : taken) {
            try (connection;
                    Statement statement = connection.createStatement();
                    ResultSet one = statement.executeQuery("select 1")) {
                assertThat(one.next()).isTrue();
            }
        }
    }
}
