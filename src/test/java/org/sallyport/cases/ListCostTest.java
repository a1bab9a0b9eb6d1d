package org.sallyport.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithoutSignIn;
import org.sallyport.vault.Reader;

/**
 * A page of the list costs the same, however many entries lie around it. Two readers take turns, so that a machine that
 * slows down slows both.
 */
@QuarkusTest
@TestProfile(StaffFaceWithoutSignIn.class)
class ListCostTest {
    private static final String FEW = "A".repeat(40);
    private static final String MANY = "B".repeat(40);
    private static final int PAGE = 50;
    private static final int SELDOM = 60;
    private static final int ROUNDS = 101;

    @Inject
    Entries entries;

    @Test
    void aPageOfAHundredThousandCostsAtMostTwiceAPageOfAHundred() throws SQLException {
        PostgreSQL.empty();
        fill(100, FEW);
        fill(100_000, MANY);
        Optional<String> deep = Optional.empty();
        for (int page = 1; page < 500; page++) {
            deep = entries.page(reader(MANY), EntryFilter.NONE, deep, PAGE).next();
        }
        assertThat(ratio("first page", EntryFilter.NONE, Optional.empty())).isLessThan(2);
        assertThat(ratio("five hundredth page", EntryFilter.NONE, deep)).isLessThan(2);

        Optional<String> desk = Optional.of("country");
        Optional<EntryState> done = Optional.of(EntryState.DONE);
        Optional<EntryState> any = Optional.empty();
        assertThat(ratio("one desk", new EntryFilter(desk, any, false), Optional.empty()))
                .isLessThan(2);
        assertThat(ratio("one state", new EntryFilter(Optional.empty(), done, false), Optional.empty()))
                .isLessThan(2);
        assertThat(ratio("unread", new EntryFilter(Optional.empty(), any, true), Optional.empty()))
                .isLessThan(2);
        assertThat(ratio("all three", new EntryFilter(desk, done, true), Optional.empty()))
                .isLessThan(2);
    }

    private double ratio(String name, EntryFilter filter, Optional<String> after) {
        long[] few = new long[ROUNDS];
        long[] many = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            few[round] = nanos(reader(FEW), filter, Optional.empty());
            many[round] = nanos(reader(MANY), filter, after);
        }
        Arrays.sort(few);
        Arrays.sort(many);
        double ratio = (double) many[ROUNDS / 2] / few[ROUNDS / 2];
        System.out.printf(
                "list: %s of 100,000 entries takes %d µs, the first of 100 takes %d µs: ratio %.2f%n",
                name, many[ROUNDS / 2] / 1000, few[ROUNDS / 2] / 1000, ratio);
        return ratio;
    }

    private long nanos(Reader reader, EntryFilter filter, Optional<String> after) {
        int size = filter.desk().isPresent() && filter.unread() ? SELDOM / 3 : PAGE;
        long start = System.nanoTime();
        assertThat(entries.page(reader, filter, after, size).entries()).hasSize(size);
        return System.nanoTime() - start;
    }

    private static Reader reader(String certificate) {
        return new Reader(Set.of("urgent", "country"), Set.of(certificate), List.of(), Set.of(certificate));
    }

    private static void fill(int entries, String certificate) {
        Sql.run("""
                with e as (insert into entry (id, desk, received, state, packet_key)
                           select gen_random_uuid(), case when n % 2 = 0 then 'urgent' else 'country' end,
                               date '2026-11-24' - n % 400, 'received', '\\x00'
                           from generate_series(1, :entries) n returning *),
                     b as (insert into body (id, digest, length, seipd_version) select id, uuid_send(id), 1, 1 from e),
                     c as (insert into body_chunk (body, number, digest, octets) select id, 0, uuid_send(id), '\\x01' from e)
                insert into sealed_message (id, entry, kind, body, received, seipd_version, length)
                    select gen_random_uuid(), id, 'report', id, received, 1, 1 from e
                """.replace(":entries", String.valueOf(entries)));
        // The oldest are done, and they alone are unread: whoever walks the list to find them walks past all others.
        Sql.run("""
                with mine as (select *, row_number() over (order by received, id) <= :seldom as seldom from entry e
                              where not exists (select from entry_access a where a.entry = e.id))
                insert into entry_access (entry, recipient, desk, received, body, state, unread)
                select id, ':certificate', desk, received, id,
                       case when seldom then 'done' when get_byte(uuid_send(id), 0) % 3 = 0 then 'received' else 'opened' end,
                       seldom
                from mine
                """.replace(":certificate", certificate).replace(":seldom", String.valueOf(SELDOM)));
        Sql.run("vacuum analyze entry, entry_access, sealed_message");
    }
}
