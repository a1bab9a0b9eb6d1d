package org.sallyport.standalone;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sallyport.codename.Codename;

/** What was made of one entry, and must be there when the house is a new one. */
final class OldThread {
    final UUID id;
    final String desk;
    final @Nullable Codename codename;
    final List<Message> messages = new ArrayList<>();
    final TreeSet<String> readers = new TreeSet<>();
    final TreeSet<String> withdrawn = new TreeSet<>();
    /** Nobody marks it seen or answers it: it has not been shown. */
    boolean waits;

    boolean closed;

    /** @param packets by recipient; of a reply, the codename's is under null */
    record Message(UUID id, String kind, byte[] body, Map<@Nullable String, byte[]> packets, TreeSet<String> seenBy) {
        static Message of(UUID id, String kind, byte[] body) {
            return new Message(id, kind, body, new LinkedHashMap<>(), new TreeSet<>());
        }
    }

    OldThread(UUID id, String desk, @Nullable Codename codename) {
        this.id = id;
        this.desk = desk;
        this.codename = codename;
    }

    List<Message> replies() {
        return messages.stream()
                .filter(message -> message.kind().equals("reply"))
                .toList();
    }
}
