package org.sallyport.openpgp;

import java.time.Instant;
import java.util.List;

/** What a reviewer's certificate is worth at one moment, before anybody vouches for it. */
public sealed interface Standing {
    /**
     * @param alias the role alias of its only user id
     * @param keys its living encryption keys, at least one
     * @param until when the last of them, or the certificate, ends; {@link Instant#MAX} if never
     * @param version2 whether it says that its programs read SEIPD version 2 (Features 0x08)
     */
    record Usable(String alias, List<EncryptionKey> keys, Instant until, boolean version2) implements Standing {}

    record Unusable(CertificateFault fault) implements Standing {}
}
