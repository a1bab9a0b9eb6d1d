package org.sallyport.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.standalone.DatabaseRole;
import org.sallyport.testkit.Browsers;
import org.sallyport.testkit.Gpg;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.testkit.PackagedDatabase;
import org.sallyport.testkit.PackagedSource;
import org.sallyport.testkit.PackagedStaff;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.Programs;
import org.sallyport.testkit.Scratch;
import org.sallyport.testkit.SignIn;
import org.sallyport.testkit.SlowSender;
import org.sallyport.testkit.Vetting;
import org.sallyport.testkit.Waiting;
import org.sallyport.vault.BatchNow;

/**
 * {@code kill -9} of the source face, of PostgreSQL, of the staff face that moves the batches, and of two at once, again and again
 * while sources send and a batch is moved each second. In the end a reviewer downloads everything that is listed: it is exactly what
 * was acknowledged, and what gpg sealed, gpg opens.
 */
@Tag("walk")
class KillWalk {
    private static final int ROUNDS = 5;
    private static final int LOOKS_UNTIL_SWEPT = 3;
    private static final int NIGHTS = 12;
    private static final int REAL_MESSAGES = 60;
    private static final int CHUNK = 256 * 1024;
    private static final int MOST_BETWEEN_KILLS = 25;
    /** Uploads of which something is there, and that were never acknowledged. */
    private static final String UNFINISHED =
            "(select c.message from arriving_chunk c union select u.id from unfinished_message u"
                    + " union select b.body from body_chunk b where not exists (select from body k where k.id = b.body)"
                    + " except select a.report from arrival a) as unfinished";
    /** Functions of the three transactions of a batch, and what follows. */
    private static final List<String> MOMENTS =
            List.of("switch_slot", "move_chunks", "place_arrivals", "set_aside_unfinished", "tidy_slots", "checkpoint");
    /** Of the night's pass. */
    private static final List<String> NIGHT_MOMENTS =
            List.of("begin_night", "rewrite_table", "settle_chunks", "tidy_night", "end_night");

    private final SecureRandom random = new SecureRandom();
    private final List<EncryptionKey> desk = Vetting.keys("urgent");
    private PackagedDatabase database;
    private PackagedSource source;
    private PackagedStaff staff;
    private PersistentSources sources;
    private LeadingFaces leading;
    private final Map<String, Integer> hits = new TreeMap<>();
    private int moments;

    private interface Victim {
        void kill() throws Exception;
    }

    @BeforeEach
    void start() throws Exception {
        Programs.require("gpg");
        Path folder = Path.of("target", "kill-walk").toAbsolutePath();
        Scratch.remove(folder);
        database = new PackagedDatabase(folder);
        try (Connection owner = database.owner()) {
            Vetting.ofEverybody(owner);
        }
        source = new PackagedSource(Vetting.trustees(), database.settings(DatabaseRole.SOURCE));
        leading = new LeadingFaces(database);
    }

    @AfterEach
    void stop() {
        if (sources != null) {
            sources.close();
        }
        if (source != null) {
            source.close();
        }
        if (leading != null) {
            leading.close();
        }
        if (staff != null) {
            staff.close();
        }
        if (database != null) {
            database.close();
        }
    }

    @Test
    void what_was_acknowledged_is_there_and_opens_and_nothing_else_is_shown() throws Exception {
        Map<String, byte[]> texts = new HashMap<>();
        send(texts);
        int kills = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (Victim victim : List.<Victim>of(
                    this::killPostgreSQL,
                    this::killLeader,
                    this::killLeaderAndPostgreSQL,
                    this::killSource,
                    this::killBoth)) {
                underLoad(victim);
                kills++;
            }
        }
        assertThat(hits.keySet())
                .as("transactions in which the leader or PostgreSQL was killed")
                .containsAnyElementsOf(MOMENTS);
        assertThatAllIsThere(texts, kills);
    }

    /** The pass on whose end the past day depends: killed anywhere, it is begun again. */
    @Test
    void nothing_is_lost_when_PostgreSQL_is_killed_in_the_night() throws Exception {
        Map<String, byte[]> texts = new HashMap<>();
        send(texts);
        int kills = 0;
        for (int night = 0; night < NIGHTS; night++) {
            int enough = sources.received().size() + 1 + random.nextInt(MOST_BETWEEN_KILLS);
            Waiting.until(
                    enough + " acknowledged messages", () -> sources.received().size() >= enough);
            kills += killInTheNight(after(night), NIGHT_MOMENTS.get(night % NIGHT_MOMENTS.size())) ? 1 : 0;
            sources.check();
        }
        assertThat(hits.keySet()).as("where the night was cut").containsAnyElementsOf(NIGHT_MOMENTS);
        assertThat(kills).as("nights that were cut short").isPositive();
        try (Connection role = database.staff()) {
            BatchNow.night(role, after(NIGHTS));
        }
        assertThatAllIsThere(texts, kills);
    }

    /** Each night is of another day. */
    private static LocalDate after(int nights) {
        return LocalDate.now(ZoneOffset.UTC).plusDays(1L + nights);
    }

    /** @return whether the pass was cut short */
    private boolean killInTheNight(LocalDate day, String moment) throws Exception {
        CompletableFuture<Boolean> cut = CompletableFuture.supplyAsync(() -> {
            try (Connection role = database.staff()) {
                BatchNow.night(role, day);
                return false;
            } catch (AssertionError | SQLException | IOException broken) {
                return true;
            }
        });
        note(moment, leading.awaitAnybodyIn(moment));
        endPostgreSQL();
        return cut.get(1, TimeUnit.MINUTES);
    }

    private void send(Map<String, byte[]> texts) throws Exception {
        sources = new PersistentSources(source.address("/desks/urgent/report"), desk, sealedByGpg(texts));
        sources.start();
    }

    private void assertThatAllIsThere(Map<String, byte[]> texts, int kills) throws Exception {
        sources.finish();
        source.close();
        leading.close();
        long halfReceived = database.count(UNFINISHED);

        Map<String, String> settings = new HashMap<>(database.settings(DatabaseRole.STAFF));
        settings.put("sallyport.batches.prompt-every", "1s");
        settings.put("sallyport.batches.every", "1m");
        staff = new PackagedStaff(settings);
        Waiting.until("the last batch", () -> count("arrival") == 0);
        assertThat(count("quarantine")).isZero();
        SignIn reviewer = SignIn.as(Person.URGENT_1);
        Map<String, String> found = everythingListed(reviewer);
        assertThat(found).containsOnlyKeys(sources.received());
        assertThat(count("sealed_message")).isEqualTo(found.size());
        assertThat(count("body")).isEqualTo(found.size());
        int opened = open(reviewer, found, texts);
        // A face gives up what stands still for two hours.
        try (Connection role = database.staff()) {
            for (int look = 0; look < LOOKS_UNTIL_SWEPT; look++) {
                BatchNow.move(role, LocalDate.now(ZoneOffset.UTC), Map.of());
            }
        }
        assertThat(count(UNFINISHED)).as("what was cut off").isZero();
        System.out.printf(
                "kills: %d, in %s; acknowledged: %d (sent again %d times); found: %d; opened by gpg: %d;"
                        + " half-received and swept: %d%n",
                kills, hits, sources.received().size(), sources.repeated(), found.size(), opened, halfReceived);
    }

    /** Lets some messages come in, holds an upload in the middle of its body, and kills. */
    private void underLoad(Victim victim) throws Exception {
        int enough = sources.received().size() + 1 + random.nextInt(MOST_BETWEEN_KILLS);
        byte[] never = MadeMessage.binary(desk, 5 * CHUNK);
        try (SlowSender half = SlowSender.put(source.port(), "/desks/urgent/report", never.length)) {
            sendTheBeginning(half, never);
            Waiting.until(
                    enough + " acknowledged messages", () -> sources.received().size() >= enough);
            victim.kill();
        }
        sources.check();
    }

    private static void sendTheBeginning(SlowSender upload, byte[] message) {
        try {
            upload.send(message, 0, 3 * CHUNK);
        } catch (IOException refused) {
            // Right after PostgreSQL came back the face may still hold connections to the one that was killed.
        }
    }

    private void killSource() throws Exception {
        source.kill();
        source = source.again();
    }

    private void killLeader() throws Exception {
        atSomeMoment();
        leading.othersTakeOver(leading.killLeader());
    }

    private void killLeaderAndPostgreSQL() throws Exception {
        atSomeMoment();
        String killed = leading.killLeader();
        database.killPostgreSQL();
        leading.othersTakeOver(killed);
    }

    /** In one of a batch's transactions, if it can be caught there. */
    private void atSomeMoment() throws Exception {
        String moment = MOMENTS.get(moments++ % MOMENTS.size());
        note(moment, leading.awaitLeaderIn(moment));
    }

    private void note(String moment, boolean hit) {
        hits.merge(hit ? moment : "anywhere", 1, Integer::sum);
    }

    private void killPostgreSQL() throws Exception {
        atSomeMoment();
        endPostgreSQL();
    }

    private void endPostgreSQL() throws Exception {
        database.killPostgreSQL();
    }

    private void killBoth() throws Exception {
        source.kill();
        database.killAll();
        database.startAgain();
        source = source.again();
    }

    /** @param texts receives what is inside each, by the digest of its sealed body */
    private List<byte[]> sealedByGpg(Map<String, byte[]> texts) throws Exception {
        List<byte[]> messages = new ArrayList<>();
        try (Gpg gpg = new Gpg()) {
            for (int number = 0; number < REAL_MESSAGES; number++) {
                byte[] text = MadeMessage.noise(number % 10 == 0 ? 2 * CHUNK : 1000 + number);
                byte[] message = gpg.encrypt(text, Vetting.certificates("urgent"));
                texts.put(PersistentSources.digest(message, desk), text);
                messages.add(message);
            }
        }
        return messages;
    }

    /** Downloads all that the console lists. @return entries, by the digest of the sealed body */
    private Map<String, String> everythingListed(SignIn reviewer) throws Exception {
        Map<String, String> found = new HashMap<>();
        String after = "";
        while (after != null) {
            JsonNode page = Browsers.json(reviewer.get("/api/entries?size=200" + after));
            for (JsonNode entry : page.path("entries")) {
                String id = entry.path("id").asText();
                String digest = PersistentSources.digest(download(reviewer, id), desk);
                assertThat(found.put(digest, id)).as("listed twice").isNull();
            }
            after = page.path("next").isTextual()
                    ? "&after=" + page.path("next").asText()
                    : null;
        }
        return found;
    }

    /** The one message of an entry. */
    private static byte[] download(SignIn reviewer, String id) throws IOException {
        JsonNode messages =
                Browsers.json(reviewer.get("/api/entries/" + id + "/thread")).path("messages");
        assertThat(messages).hasSize(1);
        HttpResponse<byte[]> answer = reviewer.download(
                "/api/entries/" + id + "/messages/" + messages.get(0).path("id").asText() + "/sealed.pgp");
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static int open(SignIn reviewer, Map<String, String> found, Map<String, byte[]> texts) throws Exception {
        int opened = 0;
        try (Gpg gpg = new Gpg()) {
            gpg.importFile(Vetting.secretKey(Person.URGENT_1));
            for (Map.Entry<String, byte[]> text : texts.entrySet()) {
                String entry = found.get(text.getKey());
                assertThat(entry).as("a message of gpg").isNotNull();
                byte[] inside = gpg.open(download(reviewer, entry), Vetting.passphraseFile(Person.URGENT_1));
                assertThat(Arrays.equals(inside, text.getValue())).isTrue();
                opened++;
            }
        }
        return opened;
    }

    private long count(String table) {
        try {
            return database.count(table);
        } catch (SQLException | IOException e) {
            throw new AssertionError(e);
        }
    }
}
