package org.sallyport.openpgp;

import java.time.Instant;

/**
 * A trustee's word for a certificate at one desk, verified.
 *
 * @param until when it ends: with the signature, with the trustee's own key, or half a year after it was given
 */
public record Certification(Fingerprint trustee, Instant until) {}
