package org.sallyport.cases;

import java.time.LocalDate;
import java.util.UUID;

/**
 * What a list may say of an entry.
 *
 * @param received the day (UTC)
 * @param sizeClass a rough size in words, such as "up to 1 MB"
 * @param unread whether it holds a message that this reader has not seen
 * @param twins how many further entries that this reader can open hold the same sealed report
 */
public record EntrySummary(
        UUID id, String desk, LocalDate received, EntryState state, String sizeClass, boolean unread, int twins) {}
