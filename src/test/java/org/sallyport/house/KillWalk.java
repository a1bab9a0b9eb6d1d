package org.sallyport.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/**
 * {@code kill -9} of the source face, of PostgreSQL, and of both, again and again while sources send. In the end a reviewer
 * downloads everything that is listed: it is exactly what was acknowledged, and what gpg sealed, gpg opens.
 */
@Tag("walk")
class KillWalk {
    private static final int ROUNDS = 20;
    private static final int REAL_MESSAGES = 60;
    private static final int CHUNK = 256 * 1024;
    private static final int MOST_BETWEEN_KILLS = 25;

    private final SecureRandom random = new SecureRandom();
    private final List<EncryptionKey> desk = Vetting.keys("urgent");
    private PackagedDatabase database;
    private PackagedSource source;
    private PackagedStaff staff;
    private PersistentSources sources;

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
    }

    @AfterEach
    void stop() {
        if (sources != null) {
            sources.close();
        }
        if (source != null) {
            source.close();
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
        sources = new PersistentSources(source.address("/desks/urgent/report"), desk, sealedByGpg(texts));
        sources.start();
        int kills = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (Victim victim : List.<Victim>of(this::killSource, this::killPostgreSQL, this::killBoth)) {
                underLoad(victim);
                kills++;
            }
        }
        sources.finish();
        source.close();

        long halfReceived = database.count("body") - database.count("sealed_message");
        assertThat(halfReceived).as("bodies of uploads that were cut off").isPositive();
        Map<String, String> settings = new HashMap<>(database.settings(DatabaseRole.STAFF));
        settings.put("sallyport.report.sweep-every", "2s");
        staff = new PackagedStaff(settings);
        SignIn reviewer = SignIn.as(Person.URGENT_1);
        Map<String, String> found = everythingListed(reviewer);
        assertThat(found).containsOnlyKeys(sources.received());
        int opened = open(reviewer, found, texts);
        Waiting.until("the sweeper", this::isSwept);
        System.out.printf(
                "kills: %d; acknowledged: %d (sent again %d times); found: %d; opened by gpg: %d; half-received and swept: %d%n",
                kills, sources.received().size(), sources.repeated(), found.size(), opened, halfReceived);
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

    private void killPostgreSQL() throws Exception {
        database.killPostgreSQL();
        database.startAgain();
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

    private static byte[] download(SignIn reviewer, String id) {
        HttpResponse<byte[]> answer = reviewer.download("/api/entries/" + id + "/report.pgp");
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

    private boolean isSwept() {
        try {
            return database.count("body") == database.count("sealed_message");
        } catch (SQLException | IOException e) {
            throw new AssertionError(e);
        }
    }
}
