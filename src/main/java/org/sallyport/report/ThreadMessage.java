package org.sallyport.report;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * One sealed message of an entry's thread: what the source sent first, what it added, or what staff answered.
 *
 * @param day when it was received or written (UTC)
 * @param author the role alias of who wrote a reply; empty for what the source sent
 * @param length of the sealed body, octets
 * @param readable whether there is a packet that this reader may try
 * @param unread whether this reader has not seen it yet
 */
public record ThreadMessage(
        UUID id, LocalDate day, Optional<String> author, long length, boolean readable, boolean unread) {}
