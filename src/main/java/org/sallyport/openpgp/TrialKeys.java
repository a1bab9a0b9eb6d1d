package org.sallyport.openpgp;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.crypto.generators.X25519KeyPairGenerator;
import org.bouncycastle.crypto.params.X25519KeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.PBESecretKeyEncryptor;
import org.bouncycastle.openpgp.operator.PGPDigestCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;

/**
 * Keys of made-up people, for the trial organisation alone: the running service never makes or holds a person's secret key.
 *
 * <p>They are what gpg 2.2 itself would make: version 4, Ed25519 (22), Curve25519 (18), an iterated and salted passphrase. Only
 * those for the console read SEIPD version 2, and have an ML-KEM-768+X25519 subkey (35), which gpg 2.2 leaves out.
 */
public final class TrialKeys {
    /** 33 million octets hashed per guess (RFC 9580, 3.7.1.3). */
    private static final int S2K_COUNT = 0xF0;

    private final SecureRandom random = new SecureRandom();

    private enum Use {
        VOUCHING,
        GPG,
        CONSOLE
    }

    /** Somebody who can only vouch for others: no encryption subkey. */
    public TrialKey trustee(String userId, Instant created, Duration life, char[] passphrase) {
        return make(userId, created, life, passphrase, Use.VOUCHING);
    }

    /** Somebody who can receive reports, and can open each of them with gpg. */
    public TrialKey reviewer(String userId, Instant created, Duration life, char[] passphrase) {
        return make(userId, created, life, passphrase, Use.GPG);
    }

    /** Somebody who can receive reports, and opens them in the console: gpg 2.2 does not open SEIPD version 2. */
    public TrialKey consoleReviewer(String userId, Instant created, Duration life, char[] passphrase) {
        return make(userId, created, life, passphrase, Use.CONSOLE);
    }

    private TrialKey make(String userId, Instant created, Duration life, char[] passphrase, Use use) {
        try {
            PrimarySecret primary = primary(created);
            PGPSignatureSubpacketGenerator self = about(primary, created, life);
            self.setKeyFlags(true, KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA);
            if (use == Use.CONSOLE) {
                Preferences.version2(self);
            } else {
                Preferences.version1(self);
            }
            PGPKeyRingGenerator ring = new PGPKeyRingGenerator(
                    PGPSignature.POSITIVE_CERTIFICATION,
                    primary.pair(),
                    userId,
                    // The check sum of the locked form is SHA-1 by definition (RFC 9580, 5.5.3, usage 254).
                    digest(HashAlgorithmTags.SHA1),
                    self.generate(),
                    null,
                    primary,
                    lock(passphrase));
            PGPSignatureSubpacketGenerator binding = about(primary, created, life);
            binding.setKeyFlags(true, KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE);
            if (use != Use.VOUCHING) {
                ring.addSubKey(subkey(created), binding.generate(), null);
            }
            TrialSubkey postQuantum = use == Use.CONSOLE
                    ? TrialSubkey.make(primary, created, binding, lock(passphrase), random)
                    : TrialSubkey.NONE;
            return new TrialKey(
                    primary,
                    TrialSubkey.joined(ring.generateSecretKeyRing().getEncoded(), postQuantum.locked()),
                    TrialSubkey.joined(ring.generatePublicKeyRing().getEncoded(), postQuantum.open()));
        } catch (PGPException | IOException impossibleInMemory) {
            throw new IllegalStateException(impossibleInMemory);
        }
    }

    private static PGPSignatureSubpacketGenerator about(PrimarySecret primary, Instant created, Duration life) {
        PGPSignatureSubpacketGenerator about = new PGPSignatureSubpacketGenerator();
        about.setSignatureCreationTime(Date.from(created));
        about.setKeyExpirationTime(life.toSeconds());
        about.setIssuerFingerprint(false, primary.publicKey());
        return about;
    }

    private PrimarySecret primary(Instant created) {
        byte[] seed = new byte[PrimarySecret.SEED];
        random.nextBytes(seed);
        try {
            return new PrimarySecret(seed, created);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    private PGPKeyPair subkey(Instant created) {
        X25519KeyPairGenerator generator = new X25519KeyPairGenerator();
        generator.init(new X25519KeyGenerationParameters(random));
        return KeyPairs.version4(PublicKeyAlgorithmTags.ECDH, generator.generateKeyPair(), created);
    }

    private PBESecretKeyEncryptor lock(char[] passphrase) throws PGPException {
        return new BcPBESecretKeyEncryptorBuilder(
                        SymmetricKeyAlgorithmTags.AES_256, digest(HashAlgorithmTags.SHA256), S2K_COUNT)
                .setSecureRandom(random)
                .build(passphrase);
    }

    private static PGPDigestCalculator digest(int algorithm) throws PGPException {
        return new BcPGPDigestCalculatorProvider().get(algorithm);
    }
}
