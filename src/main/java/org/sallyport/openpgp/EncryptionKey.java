package org.sallyport.openpgp;

/**
 * An encryption (sub)key that reports may be sealed to.
 *
 * @param certificate the fingerprint of the certificate's primary key: whose it is
 * @param key the fingerprint of the encryption subkey itself: what a session-key packet names
 * @param algorithm its public-key algorithm: 18 (ECDH), 25 (X25519) or 35 (ML-KEM-768+X25519)
 */
public record EncryptionKey(Fingerprint certificate, Fingerprint key, int algorithm) {}
