package org.sallyport.report;

import java.util.List;
import java.util.Optional;

/**
 * Everything that was said about an entry: by day; within a day the source's messages first, and no order of arrival.
 *
 * @param replyCertificate what the server claims to be the source's certificate; empty if the source has no codename, or has
 *     closed its mailbox. The copy inside the sealed report is the one to trust
 */
public record EntryThread(List<ThreadMessage> messages, Optional<byte[]> replyCertificate) {
    public EntryThread {
        messages = List.copyOf(messages);
    }
}
