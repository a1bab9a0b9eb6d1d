package org.sallyport.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.standalone.Database;
import org.sallyport.testkit.Scratch;

/** That the search finds every known way in which order and time leak, and nothing where nothing leaks. */
class ForensicsTest {
    private static final int MESSAGES = 300;
    private static final int LONG = 3000;
    private static final int SHORT = 400;

    private static Path home;
    private static Database database;

    @TempDir
    Path folder;

    private final Clock clock = Clock.systemUTC();
    private Letters letters;

    @BeforeAll
    static void start() throws Exception {
        home = Scratch.folder("forensics");
        database = Database.start(home, 0);
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
        Scratch.remove(home);
    }

    @BeforeEach
    void makeTables() throws SQLException {
        letters = new Letters(database, home.resolve("cluster"));
    }

    @AfterEach
    void dropTables() throws SQLException {
        letters.close();
    }

    @Test
    void rowsThatWereInsertedOneByOneAreOrderedByEverythingAndDatedByTicks() throws Exception {
        letters.arrive(LONG, MESSAGES);

        Evidence evidence = letters.seize(folder.resolve("seized"))
                .during(Letters.MORNING, Letters.MORNING.plus(Letters.APART.multipliedBy(MESSAGES)))
                .search(letters.known(MESSAGES));

        assertThat(evidence.messagesFound()).isEqualTo(MESSAGES);
        for (Kind kind : List.of(
                Kind.LINE_POINTER,
                Kind.OFFSET,
                Kind.XMIN,
                Kind.PAGE_LSN,
                Kind.CHUNK_ID,
                Kind.LOG_POSITION,
                Kind.LOG_XID,
                Kind.COPY_LINE)) {
            assertThat(evidence.findings("batch 0"))
                    .as("%s", kind)
                    .anyMatch(finding -> finding.clue().kind() == kind && finding.rho() > 0.99 && !finding.isChance());
        }
        for (String place : List.of("pg_toast.", "letter (", "envelope (", "a copy of public.letter")) {
            assertThat(evidence.findings("batch 0"))
                    .as(place)
                    .anyMatch(finding -> finding.clue().place().startsWith(place) && finding.rho() > 0.99);
        }
        for (int message = Letters.LETTERS_A_TICK; message < MESSAGES - Letters.LETTERS_A_TICK; message++) {
            Evidence.Dated dated = evidence.dated("batch 0", message);
            Instant arrived = Letters.MORNING.plus(Letters.APART.multipliedBy(message));
            assertThat(dated.isWithin(Letters.APART.multipliedBy(Letters.LETTERS_A_TICK)))
                    .isTrue();
            assertThat(dated.notBefore())
                    .hasValueSatisfying(from -> assertThat(from).isBeforeOrEqualTo(arrived));
            assertThat(dated.notAfter()).hasValueSatisfying(to -> assertThat(to).isAfterOrEqualTo(arrived));
        }
        assertThat(evidence.ticks())
                .anyMatch(tick -> tick.where().contains("turn") && tick.form().equals("unix seconds"));
    }

    @Test
    void rowsThatWereMovedInRandomOrderTellNothingOnceTheLogIsGone() throws Exception {
        letters.arrive(LONG, MESSAGES);
        letters.move();

        Forensics atOnce = letters.seizeHot(folder.resolve("hot"));
        assertThat(atOnce.search(letters.known(MESSAGES)).strongestWithin("batch 0"))
                .matches(finding -> finding.tells(0.99) && finding.clue().isInLog());
        letters.forgetLog();
        letters.forgetLog();

        Evidence evidence = letters.seize(folder.resolve("seized")).search(letters.known(MESSAGES));
        assertThat(evidence.messagesFound()).isEqualTo(MESSAGES);
        assertThat(evidence.clues()).extracting(Clue::kind).contains(Kind.XMIN, Kind.CHUNK_ID, Kind.COPY_LINE);
        assertThat(evidence.findings("batch 0")).hasSizeGreaterThan(10);
        assertThat(evidence.strongestWithin("batch 0")).matches(Finding::isChance);
        assertThat(evidence.recoverable(letters.octets(0)))
                .allMatch(place -> place.contains("pg_toast") || place.equals("a copy of public.kept"));
    }

    @Test
    void neitherFreezingNorVacuumFullHidesWhichTransactionWroteARow() throws Exception {
        letters.arrive(SHORT, MESSAGES);
        letters.run("vacuum (full, freeze) letter");
        letters.run("vacuum freeze letter");
        letters.forgetLog();
        letters.forgetLog();

        assertThat(letters.seize(folder.resolve("seized"))
                        .search(letters.known(MESSAGES))
                        .findings())
                .anyMatch(finding -> finding.clue().kind() == Kind.XMIN
                        && finding.clue().place().startsWith("letter (")
                        && finding.rho() > 0.99);
    }

    @Test
    void whatWasDeletedIsStillThereUntilTheRestIsWrittenAnew() throws Exception {
        letters.arrive(SHORT, MESSAGES);
        letters.run("delete from letter where substr(id::text, 1, 1) < '8'");
        letters.run("vacuum letter");
        letters.forgetLog();
        letters.forgetLog();
        Evidence vacuumed = letters.seize(folder.resolve("vacuumed")).search(letters.known(MESSAGES));
        byte[][] deleted = letters.deleted();
        assertThat(deleted.length).isGreaterThan(MESSAGES / 4);
        assertThat(vacuumed.recoverable(deleted)).anyMatch(place -> place.startsWith("letter ("));
        // Without a line pointer, a row still says who wrote it.
        assertThat(vacuumed.findings())
                .anyMatch(finding -> finding.clue().kind() == Kind.XMIN
                        && finding.clue().place().contains("remains")
                        && finding.rho() > 0.99);

        letters.move();
        letters.forgetLog();
        letters.forgetLog();

        assertThat(letters.seize(folder.resolve("seized"))
                        .search(letters.known(MESSAGES))
                        .recoverable(deleted))
                .isEmpty();
    }

    @Test
    void batchesMayBeSeenWhileNothingIsSeenInside() throws Exception {
        for (int batch = 0; batch < 5; batch++) {
            letters.arrive(SHORT, MESSAGES / 5);
            letters.move();
        }
        letters.forgetLog();
        letters.forgetLog();

        Evidence evidence = letters.seize(folder.resolve("seized"))
                .search(letters.known(MESSAGES / 5))
                .withoutLog();

        assertThat(evidence.strongest()).matches(finding -> finding.tells(0.9));
        for (int batch = 0; batch < 5; batch++) {
            assertThat(evidence.strongestWithin("batch " + batch)).matches(Finding::isChance);
        }
        assertThat(evidence.strongestWithinGroups()).matches(Finding::isChance);
    }

    @Test
    void aRowThatIsJoinedByAnIdGivesAwayWhatTheMessageItselfDoesNot() throws Exception {
        letters.arrive(LONG, MESSAGES);
        letters.run("insert into kept select * from letter order by random(); truncate letter");
        letters.forgetLog();
        letters.forgetLog();

        Evidence evidence = letters.seize(folder.resolve("joined")).search(letters.known(MESSAGES));

        Finding strongest = evidence.strongestWithin("batch 0");
        assertThat(strongest.toString()).contains("envelope").contains("1 join(s) away");
        assertThat(strongest).matches(finding -> finding.tells(0.99));
        assertThat(evidence.without(clue -> clue.joins() > 0).strongestWithin("batch 0"))
                .matches(Finding::isChance);
    }

    @Test
    void theNumberOfTheFileTellsInWhichTableARowWasPut() throws Exception {
        for (String slot : List.of("slot_a", "slot_b", "slot_c")) {
            letters.arrive(SHORT, MESSAGES / 3);
            letters.run("create table " + slot + " as select * from letter order by random(); truncate letter");
        }

        List<Finding> findings = letters.seize(folder.resolve("seized"))
                .search(letters.known(MESSAGES))
                .findings();
        letters.run("drop table slot_a, slot_b, slot_c");

        for (Kind kind : List.of(Kind.FILE_NUMBER, Kind.XMIN)) {
            assertThat(findings)
                    .anyMatch(finding ->
                            finding.clue().equals(new Clue(RelationFile.ANY, kind, 0)) && finding.rho() > 0.9);
        }
    }

    @Test
    void indexItemsLieInTheirPageInTheOrderInWhichTheyCame() throws Exception {
        letters.arrive(SHORT, MESSAGES / 2);

        assertThat(letters.seize(folder.resolve("seized"))
                        .search(letters.known(MESSAGES / 2))
                        .findings())
                .anyMatch(finding -> finding.clue().kind() == Kind.INDEX_ITEM_IN_PAGE
                        && finding.clue().place().startsWith("letter_pkey")
                        && finding.rho() > 0.99);
    }

    @Test
    void theLogSaysWhenEachTransactionWasCommitted() throws Exception {
        Instant before = clock.instant();
        letters.arrive(SHORT, Letters.LETTERS_A_TICK);
        Instant after = clock.instant();

        Evidence evidence = letters.seize(folder.resolve("seized"))
                .during(before, after)
                .search(letters.known(Letters.LETTERS_A_TICK));

        assertThat(evidence.ticks())
                .filteredOn(tick -> tick.where().contains("a transaction's end") && tick.xid() != 0)
                .hasSizeGreaterThanOrEqualTo(Letters.LETTERS_A_TICK);
        for (int message = 1; message < Letters.LETTERS_A_TICK; message++) {
            Evidence.Dated dated = evidence.dated("batch 0", message);
            assertThat(dated.isWithin(Duration.ZERO)).isTrue();
            assertThat(dated.notBefore().orElseThrow())
                    .isAfter(evidence.dated("batch 0", message - 1).notAfter().orElseThrow());
        }
    }
}
