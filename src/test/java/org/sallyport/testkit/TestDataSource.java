package org.sallyport.testkit;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sallyport.standalone.DatabaseRole;

/** The shared {@link PostgreSQL}, as one of its roles, for what is tested without Quarkus. Each connection is a new one. */
public final class TestDataSource {
    private TestDataSource() {}

    public static DataSource of(DatabaseRole role) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(PostgreSQL.jdbcUrl());
        database.setUser(role.roleName());
        database.setPassword(PostgreSQL.password(role));
        return database;
    }
}
