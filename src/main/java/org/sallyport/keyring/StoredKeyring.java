package org.sallyport.keyring;

import java.util.List;
import java.util.UUID;

/**
 * What the database holds at one moment; nothing of it is trusted.
 *
 * @param version of no later moment than the rows
 */
record StoredKeyring(UUID version, List<Desk> desks, List<StoredCertificate> certificates) {}
