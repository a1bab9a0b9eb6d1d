package org.sallyport.openpgp;

import java.time.Instant;
import java.util.List;

/** What a reviewer's certificate is worth at one moment, before anybody vouches for it. */
public sealed interface Standing {
    /**
     * @param alias the role alias of its only user id
     * @param keys its living encryption keys, at least one
     * @param until when the last of them, or the certificate, ends; {@link Instant#MAX} if never
     */
    record Usable(String alias, List<EncryptionKey> keys, Instant until) implements Standing {}

    record Unusable(CertificateFault fault) implements Standing {}
}
