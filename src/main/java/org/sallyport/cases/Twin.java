package org.sallyport.cases;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * Another entry with the same sealed report: it came under another codename, or to another desk.
 *
 * @param replyCertificate what the server claims to be the certificate of its codename; empty without a mailbox
 */
public record Twin(UUID entry, String desk, LocalDate received, EntryState state, Optional<byte[]> replyCertificate) {}
