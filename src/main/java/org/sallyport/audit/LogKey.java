package org.sallyport.audit;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/** The Ed25519 key that signs a log's checkpoints. It lives in a file of its own: {@link LogKeyFile}. */
public final class LogKey {
    private final PrivateKey secret;
    private final byte[] publicKey;

    private LogKey(PrivateKey secret, byte[] publicKey) {
        this.secret = secret;
        this.publicKey = publicKey.clone();
    }

    static LogKey generated() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] x509 = pair.getPublic().getEncoded();
            return new LogKey(
                    pair.getPrivate(), Arrays.copyOfRange(x509, x509.length - NoteVerifier.KEY_LENGTH, x509.length));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java since 15 has Ed25519", impossible);
        }
    }

    /**
     * @param seed 32 octets, the caller's to wipe
     * @throws NoteRefused if the two are not one key
     */
    static LogKey of(byte[] seed, byte[] publicKey) throws NoteRefused {
        try {
            PrivateKey secret = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
            LogKey key = new LogKey(secret, publicKey);
            if (!key.named("check").verifier().verifies(new byte[0], key.sign(new byte[0]))) {
                throw new NoteRefused("the secret and the public part are not one key");
            }
            return key;
        } catch (GeneralSecurityException notAKey) {
            throw new NoteRefused("this is not an Ed25519 key");
        }
    }

    /** A copy, for the caller to wipe. */
    byte[] seed() {
        return ((EdECPrivateKey) secret).getBytes().orElseThrow();
    }

    byte[] publicOctets() {
        return publicKey.clone();
    }

    byte[] sign(byte[] text) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(secret);
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("the log's key does not sign", failure);
        }
    }

    /**
     * The same key under the name of a log.
     *
     * @param origin without spaces and plus signs
     */
    public NoteSigner named(String origin) throws NoteRefused {
        return new NoteSigner(new NoteVerifier(origin, publicKey), this);
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
