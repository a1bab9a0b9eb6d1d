package org.sallyport.cases;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * One sealed message of an entry's thread.
 *
 * @param day when it was received or written (UTC)
 * @param kind {@code report}: sent from a form for reports, {@code addition}: from the mailbox's page, or {@code reply}
 * @param part of what the source sent at once: {@code report}, {@code identity} or {@code files}
 * @param author the role alias of who wrote a reply; empty for what the source sent
 * @param length of the sealed body, octets
 * @param readable whether there is a packet that this reader may try
 * @param unread whether this reader has not seen it yet
 */
public record ThreadMessage(
        UUID id,
        LocalDate day,
        String kind,
        String part,
        Optional<String> author,
        long length,
        boolean readable,
        boolean unread) {}
