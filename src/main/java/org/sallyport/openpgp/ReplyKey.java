package org.sallyport.openpgp;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.openpgp.PGPKeyPair;

/**
 * The key that a codename stands for: replies are sealed to it. Version 4, Ed25519 (22) with a Curve25519 subkey (18), so
 * that a reviewer answers with plain gpg, {@code --recipient-file reply-key.pgp}, and an ML-KEM-768+X25519 subkey (35), which
 * gpg 2.2 passes over and the console takes. The same seeds give the same key, in the browser too, because the time of
 * creation is fixed.
 *
 * <p>The seeds are wiped by {@link #close}. Bouncy Castle's own objects cannot be: they are made for one use and dropped.
 */
public final class ReplyKey implements AutoCloseable {
    public static final int SEED = PrimarySecret.SEED;

    /** X25519's 32 octets, then ML-KEM's 64. */
    public static final int POST_QUANTUM_SEED = CompositeSecret.OCTETS;

    /** Long ago: gpg refuses a key from the future, and a clock may be wrong. */
    static final Instant CREATED = Instant.parse("2025-01-01T00:00:00Z");

    private final byte[] primarySeed;
    private final byte[] subkeySeed;
    private final CompositeSecret postQuantum;

    /**
     * All three are copied.
     *
     * @param primarySeed {@value #SEED} octets, as {@code subkeySeed}
     * @param postQuantumSeed {@value #POST_QUANTUM_SEED} octets
     */
    public ReplyKey(byte[] primarySeed, byte[] subkeySeed, byte[] postQuantumSeed) {
        if (primarySeed.length != SEED || subkeySeed.length != SEED) {
            throw new IllegalArgumentException("a seed has 32 octets");
        }
        this.primarySeed = primarySeed.clone();
        this.subkeySeed = subkeySeed.clone();
        this.postQuantum = new CompositeSecret(postQuantumSeed);
    }

    public Fingerprint fingerprint() {
        return Fingerprint.of(primary().publicKey().getFingerprint());
    }

    /** The transferable public key, binary. Version 4 signatures with Ed25519 have no noise: each time the same octets. */
    public byte[] certificate() {
        return ReplyCertificate.of(primary(), subkey(), postQuantum.publicKey(CREATED));
    }

    /**
     * Opens a reply in memory.
     *
     * @param message as a reviewer's program wrote it, binary or armored; left open
     * @param limit of the text inside, in octets; the sealed message may have a bit more than twice as much
     * @param signers who may have signed it, as they are worth at that time
     * @throws ReplyRefused for what the message is
     * @throws IOException only where the message itself cannot be read
     */
    public OpenedReply open(InputStream message, int limit, Collection<Certificate> signers, Instant at)
            throws IOException {
        return new OpeningReply(new ReplySecrets(fingerprint(), subkey(), postQuantum), limit)
                .open(message, signers, at);
    }

    PrimarySecret primary() {
        return new PrimarySecret(primarySeed, CREATED);
    }

    PGPKeyPair subkey() {
        X25519PrivateKeyParameters secret = new X25519PrivateKeyParameters(subkeySeed);
        return KeyPairs.version4(
                PublicKeyAlgorithmTags.ECDH, new AsymmetricCipherKeyPair(secret.generatePublicKey(), secret), CREATED);
    }

    @Override
    public void close() {
        Arrays.fill(primarySeed, (byte) 0);
        Arrays.fill(subkeySeed, (byte) 0);
        postQuantum.close();
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
