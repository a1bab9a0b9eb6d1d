package org.sallyport.intake;

import java.util.UUID;

/**
 * What a message brings along so that its codename can lead back to it. All three are derived from the codename, so a message sent
 * again, or something added later, brings the same.
 *
 * @param address of the mailbox
 * @param tokenHash SHA-256 of what opens it
 * @param replyCertificate what replies are sealed to, as a binary transferable public key
 */
public record NewMailbox(UUID address, byte[] tokenHash, byte[] replyCertificate) {}
