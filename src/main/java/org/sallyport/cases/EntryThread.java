package org.sallyport.cases;

import java.util.List;
import java.util.Optional;

/**
 * Everything that was said about an entry: the reports first, then the rest by day; within a day the source's messages first, and no
 * order of arrival.
 *
 * @param replyCertificate what the server claims to be the source's certificate; empty if the source has no codename, or has closed its
 *     mailbox. The copy inside the sealed report is the one to trust
 * @param twins other entries of this reader that hold the same sealed report
 * @param moreTwins how many of them are left out
 */
public record EntryThread(
        List<ThreadMessage> messages, Optional<byte[]> replyCertificate, List<Twin> twins, int moreTwins) {
    public EntryThread {
        messages = List.copyOf(messages);
        twins = List.copyOf(twins);
    }
}
