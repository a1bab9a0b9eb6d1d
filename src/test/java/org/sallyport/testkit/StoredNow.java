package org.sallyport.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.sallyport.vault.BatchNow;

/** What is stored, once a batch has moved what has arrived. */
public final class StoredNow {
    private static final List<String> SENT = List.of(
            "arrival",
            "arriving_message",
            "arriving_chunk",
            "unfinished_message",
            "quarantine",
            "body",
            "body_chunk",
            "sealed_message",
            "session_key_packet",
            "entry",
            "mailbox");

    private StoredNow() {}

    /** Entries in the vault, and messages of sources in them; all that was sent could be placed. */
    public static void are(int entries, int messages) {
        BatchNow.move();
        assertThat(Sql.count("quarantine")).as("in quarantine").isZero();
        assertThat(Sql.count("arrival")).as("left behind").isZero();
        assertThat(Sql.count("entry")).as("entries").isEqualTo(entries);
        assertThat(Sql.count("sealed_message where kind <> 'reply'"))
                .as("messages")
                .isEqualTo(messages);
    }

    /** Not a row, before any batch. */
    public static void isNothing() {
        for (String table : SENT) {
            assertThat(Sql.count(table)).as(table).isZero();
        }
    }
}
