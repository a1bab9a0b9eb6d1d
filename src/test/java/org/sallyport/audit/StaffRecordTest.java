package org.sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithoutSignIn;

@QuarkusTest
@TestProfile(StaffFaceWithoutSignIn.class)
class StaffRecordTest {
    @Inject
    StaffRecord record;

    @BeforeEach
    void three_acts() {
        tamper("truncate staff_act");
        for (String desk : List.of("one", "two", "three")) {
            add(desk);
        }
    }

    private void add(String desk) {
        QuarkusTransaction.requiringNew().run(() -> record.add("key-admin", StaffAct.Kind.DESK_CREATED, desk));
    }

    /** As somebody could who owns the database: whatever keeps others from it is switched off first. */
    private static void tamper(String sql) {
        Sql.run("alter table staff_act disable trigger record_only_grows");
        Sql.run(sql);
        Sql.run("alter table staff_act enable trigger record_only_grows");
    }

    @Test
    void acts_are_numbered_and_read_newest_first() {
        assertThat(record.page(Integer.MAX_VALUE)).extracting(StaffAct::subject).containsExactly("three", "two", "one");
        assertThat(record.page(3)).extracting(StaffAct::number).containsExactly(2, 1);
        assertThat(record.check().broken()).isEmpty();
        assertThat(record.check().acts()).isEqualTo(3);
        assertThat(record.check().newest()).hasValue(record.page(4).get(0).hash());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update staff_act set actor = 'somebody-else' where number = 2",
                "update staff_act set subject = 'another' where number = 2",
                "update staff_act set day = day - 1 where number = 2",
                "delete from staff_act where number = 2",
                "insert into staff_act values (4, current_date, 'x', 'desk-created', 'y', 'z');"
                        + " delete from staff_act where number = 2"
            })
    void what_was_changed_taken_out_or_put_in_shows(String change) {
        tamper(change);
        assertThat(record.check().broken()).hasValue(2);
    }

    @Test
    void a_record_whose_end_was_cut_off_has_fewer_acts_and_another_newest_hash() {
        StaffRecord.Checked noted = record.check();
        tamper("delete from staff_act where number = 3");

        assertThat(record.check().broken()).isEmpty();
        assertThat(record.check().acts()).isLessThan(noted.acts());
        assertThat(record.check().newest()).isNotEqualTo(noted.newest());
    }

    @Test
    void an_act_whose_change_fails_is_not_on_the_record() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    record.add("key-admin", StaffAct.Kind.DESK_CREATED, "four");
                    throw new IllegalStateException("it fails after all");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(record.check().acts()).isEqualTo(3);
    }

    @Test
    void acts_of_the_same_moment_come_one_after_the_other() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> all = IntStream.range(0, 12)
                    .mapToObj(number -> (Callable<Void>) () -> {
                        add("at-once-" + number);
                        return null;
                    })
                    .toList();
            for (Future<Void> one : threads.invokeAll(all)) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(record.check())
                .isEqualTo(new StaffRecord.Checked(15, record.check().newest(), java.util.Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"update staff_act set actor = 'x'", "delete from staff_act", "truncate staff_act"})
    void neither_role_nor_the_owner_by_mistake_can_change_it(String change) throws SQLException {
        try (Connection staff = PostgreSQL.staff();
                Connection source = PostgreSQL.source();
                Connection owner = PostgreSQL.owner()) {
            for (Connection connection : List.of(staff, source, owner)) {
                refused(connection, change);
            }
            Stream.of("select * from staff_act", "insert into staff_act values (9, current_date, 'a', 'b', 'c', 'd')")
                    .forEach(sql -> refused(source, sql));
        }
        assertThat(record.check().acts()).isEqualTo(3);
    }

    private static void refused(Connection connection, String sql) {
        assertThatThrownBy(() -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute(sql);
                    }
                })
                .isInstanceOf(SQLException.class);
    }
}
