package org.sallyport.openpgp;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.PGPContentSigner;
import org.bouncycastle.openpgp.operator.PGPContentSignerBuilder;

/**
 * A version 4 Ed25519 primary key (22) that signs certificates, its own or another's, with SHA-512. Its public half is
 * worked out once: Bouncy Castle's own signer does it for each signature again, which costs as much as signing.
 */
final class PrimarySecret implements PGPContentSignerBuilder {
    static final int SEED = Ed25519PrivateKeyParameters.KEY_SIZE;

    private final Ed25519PrivateKeyParameters secret;
    private final PGPKeyPair pair;

    /** @param seed {@value #SEED} octets, copied */
    PrimarySecret(byte[] seed, Instant created) {
        secret = new Ed25519PrivateKeyParameters(seed);
        pair = KeyPairs.version4(
                PublicKeyAlgorithmTags.EDDSA_LEGACY,
                new AsymmetricCipherKeyPair(secret.generatePublicKey(), secret),
                created);
    }

    PGPKeyPair pair() {
        return pair;
    }

    PGPPublicKey publicKey() {
        return pair.getPublicKey();
    }

    /**
     * A signature that still has to be told what it is about.
     *
     * @param type of the signature (RFC 9580, 5.2.1)
     * @param says its hashed subpackets
     */
    PGPSignatureGenerator signing(int type, PGPSignatureSubpacketGenerator says) throws PGPException {
        PGPSignatureGenerator generator = new PGPSignatureGenerator(this, publicKey());
        generator.init(type, pair.getPrivateKey());
        generator.setHashedSubpackets(says.generate());
        return generator;
    }

    /** @param privateKey that of {@link #pair} */
    @Override
    public PGPContentSigner build(int signatureType, PGPPrivateKey privateKey) {
        if (privateKey.getKeyID() != pair.getKeyID()) {
            throw new IllegalArgumentException("another key");
        }
        return new Signer(signatureType);
    }

    /** What is signed is the hash of what is said (RFC 9580, 5.2.3.3). */
    private final class Signer implements PGPContentSigner {
        private final int signatureType;
        private final ByteArrayOutputStream said = new ByteArrayOutputStream();

        Signer(int signatureType) {
            this.signatureType = signatureType;
        }

        @Override
        public OutputStream getOutputStream() {
            return said;
        }

        @Override
        public byte[] getDigest() {
            try {
                return MessageDigest.getInstance("SHA-512").digest(said.toByteArray());
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        public byte[] getSignature() {
            byte[] digest = getDigest();
            Ed25519Signer signer = new Ed25519Signer();
            signer.init(true, secret);
            signer.update(digest, 0, digest.length);
            return signer.generateSignature();
        }

        @Override
        public int getType() {
            return signatureType;
        }

        @Override
        public int getHashAlgorithm() {
            return HashAlgorithmTags.SHA512;
        }

        @Override
        public int getKeyAlgorithm() {
            return PublicKeyAlgorithmTags.EDDSA_LEGACY;
        }

        @Override
        public long getKeyID() {
            return pair.getKeyID();
        }
    }
}
