package org.sallyport.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.StaffFaceWithoutSignIn;
import org.sallyport.testkit.StoredEntry;
import org.sallyport.vault.Reader;

/** Every combination of filters, on every size of page, gives what a plain look at all entries gives. */
@QuarkusTest
@TestProfile(StaffFaceWithoutSignIn.class)
class EntryFilterTest {
    private static final Fingerprint ONE = new Fingerprint("A".repeat(40));
    private static final Fingerprint TWO = new Fingerprint("B".repeat(40));
    private static final Reader READER = new Reader(
            Set.of("urgent", "country"), Set.of(ONE.hex(), TWO.hex()), List.of(), Set.of(ONE.hex(), TWO.hex()));
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final List<EntryState> STATES = List.of(EntryState.values());
    private static final Map<EntryState, Integer> RANKS = Map.of(
            EntryState.AGAIN,
            1,
            EntryState.RECEIVED,
            2,
            EntryState.OPENED,
            3,
            EntryState.WAITING,
            3,
            EntryState.DONE,
            3);
    private static final int ENTRIES = 60;

    @Inject
    Entries entries;

    @BeforeEach
    void entriesOfEveryKind() throws SQLException {
        PostgreSQL.empty();
        for (int i = 0; i < ENTRIES; i++) {
            StoredEntry entry = StoredEntry.at(i % 3 == 0 ? "country" : "urgent", DAY.minusDays(i % 5), ONE, TWO);
            String state = STATES.get(i % STATES.size()).text();
            Sql.run("update entry set state = '" + state + "' where id = '" + entry.id() + "'");
            Sql.run("update entry_access set state = '" + state + "', unread = " + (i % 7 == 0) + " where entry = '"
                    + entry.id() + "'");
        }
    }

    @Test
    void everyCombinationGivesWhatItSays() {
        List<EntrySummary> all = walk(EntryFilter.NONE, Entries.MOST);
        assertThat(all)
                .hasSize(ENTRIES)
                .isSortedAccordingTo(Comparator.comparing((EntrySummary entry) -> RANKS.get(entry.state()))
                        .thenComparing(EntrySummary::received, Comparator.reverseOrder())
                        .thenComparing(entry -> entry.id().toString(), Comparator.reverseOrder()));
        for (Optional<String> desk : List.of(Optional.<String>empty(), Optional.of("urgent"), Optional.of("country"))) {
            for (Optional<EntryState> state : states()) {
                for (boolean unread : new boolean[] {false, true}) {
                    List<EntrySummary> expected = all.stream()
                            .filter(entry -> desk.map(entry.desk()::equals).orElse(true))
                            .filter(entry -> state.map(entry.state()::equals).orElse(true))
                            .filter(entry -> !unread || entry.unread())
                            .toList();
                    EntryFilter filter = new EntryFilter(desk, state, unread);
                    for (int size : new int[] {1, 5, Entries.MOST}) {
                        assertThat(walk(filter, size))
                                .as("%s by %d", filter, size)
                                .isEqualTo(expected);
                    }
                }
            }
        }
    }

    @Test
    void anotherReadersDeskGivesNothing() {
        Reader atUrgent = new Reader(Set.of("urgent"), READER.certificates(), List.of(), READER.person());
        EntryFilter country = new EntryFilter(Optional.of("country"), Optional.empty(), false);
        assertThat(entries.page(atUrgent, country, Optional.empty(), 10).entries())
                .isEmpty();
    }

    @Test
    void anEntryThatOneOfTheirCertificatesHasNotSeenIsUnreadAndListedOnce() {
        UUID id = walk(EntryFilter.NONE, 1).stream()
                .filter(entry -> !entry.unread())
                .findFirst()
                .orElseThrow()
                .id();
        Sql.run("update entry_access set unread = true where entry = '" + id + "' and recipient = '" + TWO.hex() + "'");
        assertThat(walk(EntryFilter.NONE, 3).stream().filter(entry -> entry.id().equals(id)))
                .singleElement()
                .satisfies(entry -> assertThat(entry.unread()).isTrue());
        assertThat(entries.find(READER, id).orElseThrow().unread()).isTrue();
    }

    private static List<Optional<EntryState>> states() {
        List<Optional<EntryState>> states = new ArrayList<>(List.of(Optional.empty()));
        for (EntryState state : STATES) {
            states.add(Optional.of(state));
        }
        return states;
    }

    private List<EntrySummary> walk(EntryFilter filter, int size) {
        List<EntrySummary> seen = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            EntryPage page = entries.page(READER, filter, after, size);
            seen.addAll(page.entries());
            after = page.next();
        } while (after.isPresent());
        return seen;
    }
}
