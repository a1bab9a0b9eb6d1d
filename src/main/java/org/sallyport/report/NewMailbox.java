package org.sallyport.report;

import java.util.UUID;

/**
 * What a report brings along so that its codename can lead back to it. All three are derived from the codename, so a report
 * sent again, or something added later, brings the same.
 *
 * @param entry the id that the entry gets
 * @param tokenHash SHA-256 of what opens the mailbox
 * @param replyCertificate what answers are sealed to, as a binary transferable public key
 */
public record NewMailbox(UUID entry, byte[] tokenHash, byte[] replyCertificate) {}
