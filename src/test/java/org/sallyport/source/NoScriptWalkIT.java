package org.sallyport.source;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.sallyport.codename.Codename;
import org.sallyport.testkit.DatabaseSearch;
import org.sallyport.testkit.FileTrace;
import org.sallyport.testkit.Form;
import org.sallyport.testkit.GpgAnswer;
import org.sallyport.testkit.NetworkTrace;
import org.sallyport.testkit.Organisation;
import org.sallyport.testkit.PackagedSource;
import org.sallyport.testkit.PostgreSQL;
import org.sallyport.testkit.RawHttp;
import org.sallyport.testkit.Sql;

/**
 * Everything that a source without scripts does, from the first page to the closed mailbox, with the packaged face traced:
 * it writes no file, and nothing that is secret reaches what PostgreSQL writes.
 */
class NoScriptWalkIT {
    /** More than any parser keeps in memory that keeps uploads in files. */
    private static final int LARGE = 3 * 1024 * 1024;

    private static final String TEXT = "They came to the house by the river on Tuesday.";
    private static final String ADDED = "They came again, to the school behind the market.";
    private static final String ANSWER = "Go to the lawyer in the yellow house.";
    private static final String FILE_NAME = "neighbours-of-the-river-%d.jpg";

    /** Where the C library asks, on this machine, for a user's name; nobody has to listen there. */
    private static final String NAME_SERVICE = "AF_UNIX \"/var/run/nscd/socket\"";

    /** Where it asks which interfaces there are. */
    private static final String KERNEL = "AF_NETLINK";

    private final Map<String, byte[]> secrets = new HashMap<>();

    @Test
    void theWholeWalkWritesNoFileAndNothingSecretReachesTheDatabase() throws Exception {
        Organisation.made().load();
        try (FileTrace trace = new FileTrace();
                PackagedSource source = PackagedSource.under(trace.command())) {
            int before = trace.seen();
            walk(source.port());
            assertThat(trace.writesSince(before)).isEmpty();
            trace.requireThatItSees(source.pid());
        }
        // What is there is found: octets of a sealed file, in the table and in the log, then in the table's own file.
        byte[] sealed = HexFormat.of()
                .parseHex(Sql.text("select encode(substring(octets from 1001 for 32), 'hex') from body_chunk"
                        + " where number = 5"));
        assertThat(DatabaseSearch.placesOf(sealed))
                .contains("body_chunk")
                .anyMatch(place -> place.startsWith("pg_wal/"));
        assertNothingSecretIsFound();
        PostgreSQL.checkpoint();
        assertThat(DatabaseSearch.placesOf(sealed)).anyMatch(place -> place.startsWith("base/"));
        assertNothingSecretIsFound();
    }

    /** No name is looked up either: that would be a message to another machine. */
    @Test
    void theWholeWalkReachesNothingButTheDatabase() throws Exception {
        Organisation.made().load();
        try (NetworkTrace trace = new NetworkTrace();
                PackagedSource source = PackagedSource.under(trace.command())) {
            walk(source.port());
            assertThat(trace.addresses("connect")).contains(databaseAddress());
            assertThat(trace.addresses("connect", "sendto", "sendmsg", "sendmmsg"))
                    .allMatch(address -> address.equals(databaseAddress()) || staysHere(address));
            assertThat(trace.addresses("bind").stream().filter(address -> !address.equals(KERNEL)))
                    .containsExactly("127.0.0.1:" + source.port());
            assertThat(trace.count("listen")).isEqualTo(1);
            assertThat(trace.count("io_uring_setup"))
                    .as("calls that would not be seen")
                    .isZero();
        }
    }

    /** At port 0 the C library asks the kernel by which own address it would go: nothing is sent. */
    private static boolean staysHere(String address) {
        return address.equals(NAME_SERVICE)
                || address.equals(KERNEL)
                || address.equals("AF_UNSPEC")
                || address.endsWith(":0");
    }

    private static String databaseAddress() {
        URI database = URI.create(PostgreSQL.jdbcUrl().substring("jdbc:".length()));
        return database.getHost() + ":" + database.getPort();
    }

    private void assertNothingSecretIsFound() throws Exception {
        assertThat(secrets).hasSizeGreaterThan(30);
        for (Map.Entry<String, byte[]> secret : secrets.entrySet()) {
            assertThat(DatabaseSearch.placesOf(secret.getValue()))
                    .as(secret.getKey())
                    .isEmpty();
        }
    }

    private void walk(int port) throws Exception {
        for (String page : List.of("/", "/desks/urgent", "/desks/urgent/codename", "/mailbox")) {
            assertThat(RawHttp.status(RawHttp.get(port, page))).isEqualTo(200);
        }
        String codename = found("name=\"codename\" value=\"([0-9a-f]{32})\"", RawHttp.get(port, "/report"));
        Form refused =
                new Form().field("codename", codename).field("desk", "lonely").field("text", TEXT);
        assertThat(refused.post(port, "/report")).contains("This desk is closed", TEXT);

        Form report =
                new Form().field("codename", codename).field("desk", "urgent").field("text", TEXT);
        for (int number = 1; number <= 3; number++) {
            report.file(FILE_NAME.formatted(number), file(number));
        }
        String receipt = report.post(port, "/report");
        assertThat(receipt).contains("<h1>Received</h1>");
        String words = found("<p class=\"words\"[^>]*>([a-z ]+)</p>", receipt);
        Form french = new Form().field("codename", codename).field("list", "FRENCH");
        assertThat(french.post(port, "/codename")).contains("lang=\"fr\"");
        keep(words, codename);

        try (Codename derived = Codename.ofField(codename.getBytes(US_ASCII))) {
            GpgAnswer.signed(derived, "urgent-1", ANSWER);
        }
        Form openMailbox = new Form().field("words", words);
        assertThat(openMailbox.post(port, "/mailbox")).contains(ANSWER, "Signed by urgent-1@desk.example");
        Form addition =
                new Form().field("codename", codename).field("desk", "urgent").field("text", ADDED);
        assertThat(addition.file(FILE_NAME.formatted(4), file(4)).post(port, "/mailbox/add"))
                .contains("It is stored.");
        Form next = new Form().field("codename", codename).field("skipped", "0");
        assertThat(next.post(port, "/mailbox/earlier")).contains("Answers to your report");
        assertThat(next.field("number", "0").post(port, "/mailbox/file")).contains("answer.pgp");
        Form alone = new Form().field("codename", codename);
        assertThat(alone.post(port, "/codename/reply-key.pgp")).contains("reply-key.pgp");
        assertThat(alone.field("replies", "").post(port, "/mailbox/delete"))
                .contains("The answers that were shown are deleted.");
        assertThat(alone.post(port, "/mailbox/close")).contains("<h1>Closed</h1>");
    }

    private void keep(String words, String codename) throws Exception {
        for (String text : List.of(TEXT, ADDED, ANSWER, words, codename, "neighbours-of-the-river")) {
            secrets.put(text, text.getBytes(US_ASCII));
        }
        List<String> each = List.of(words.split(" ", -1));
        for (int at = 1; at < each.size(); at++) {
            String pair = each.get(at - 1) + " " + each.get(at);
            secrets.put(pair, pair.getBytes(US_ASCII));
        }
        secrets.put("the codename's octets", HexFormat.of().parseHex(codename));
        try (Codename derived = Codename.ofField(codename.getBytes(US_ASCII))) {
            secrets.put("the mailbox's token", derived.token());
        }
    }

    /** Octets that nothing else has, of which three places are looked for. */
    private byte[] file(int number) {
        byte[] octets = new byte[LARGE];
        new Random(number).nextBytes(octets);
        for (int at : List.of(0, LARGE / 2, LARGE - 32)) {
            secrets.put("file " + number + " at " + at, Arrays.copyOfRange(octets, at, at + 32));
        }
        return octets;
    }

    private static String found(String pattern, String page) {
        Matcher matcher = Pattern.compile(pattern).matcher(page);
        assertThat(matcher.find()).as(page).isTrue();
        return matcher.group(1);
    }
}
