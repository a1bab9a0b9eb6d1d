package org.sallyport.openpgp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;

/** A made-up person's key, secret half included: for the trial organisation alone. */
public final class TrialKey {
    private final PrimarySecret primary;
    private final byte[] locked;
    private final byte[] certificate;

    TrialKey(PrimarySecret primary, byte[] locked, byte[] certificate) {
        this.primary = primary;
        this.locked = locked;
        this.certificate = certificate;
    }

    /** The certificate, binary; nobody vouches for it yet. */
    public byte[] certificate() {
        return certificate.clone();
    }

    public byte[] armoredCertificate() {
        return CertificateArmor.encode(certificate).getBytes(US_ASCII);
    }

    public Fingerprint fingerprint() {
        return Fingerprint.of(primary.publicKey().getFingerprint());
    }

    /** The secret key, locked with its passphrase, armored as gpg imports it. */
    public byte[] lockedSecretKey() {
        try {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            try (ArmoredOutputStream armor =
                    ArmoredOutputStream.builder().clearHeaders().enableCRC(true).build(text)) {
                armor.write(locked);
            }
            return text.toByteArray();
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
    }

    /**
     * Vouches for somebody else's certificate at a desk, as a trustee does it with gpg.
     *
     * @param other a certificate with one user id, binary
     * @return the same certificate with one more signature
     */
    public byte[] vouchFor(byte[] other, String desk, Instant from, Duration life) {
        try {
            PGPPublicKeyRing ring = new PGPPublicKeyRing(other, new BcKeyFingerprintCalculator());
            PGPPublicKey key = ring.getPublicKey();
            String userId = key.getUserIDs().next();
            PGPSignatureSubpacketGenerator said = new PGPSignatureSubpacketGenerator();
            said.setSignatureCreationTime(Date.from(from));
            said.setSignatureExpirationTime(life.toSeconds());
            said.setIssuerFingerprint(false, primary.publicKey());
            said.addNotationData(false, true, Certificate.DESK_NOTATION, desk);
            PGPSignatureGenerator generator = primary.signing(PGPSignature.DEFAULT_CERTIFICATION, said);
            PGPSignature word = generator.generateCertification(userId, key);
            return behindUserId(other, word.getEncoded());
        } catch (IOException | PGPException | CertificateRefused impossibleWithOurOwnKeys) {
            throw new IllegalStateException(impossibleWithOurOwnKeys);
        }
    }

    /** Packet by packet: Bouncy Castle's own way would drop a subkey with ML-KEM. */
    private static byte[] behindUserId(byte[] certificate, byte[] signature) throws CertificateRefused {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        boolean missing = true;
        for (CertificatePacket packet : CertificatePacket.split(certificate)) {
            if (missing && packet.tag() == CertificatePacket.PUBLIC_SUBKEY) {
                whole.writeBytes(signature);
                missing = false;
            }
            whole.writeBytes(packet.framed());
        }
        if (missing) {
            whole.writeBytes(signature);
        }
        return whole.toByteArray();
    }
}
