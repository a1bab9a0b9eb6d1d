package org.sallyport.openpgp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.PGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;

/** Binds an ML-KEM-768+X25519 subkey to a primary key: Bouncy Castle's own rings drop such a subkey. */
final class CompositeBinding {
    private CompositeBinding() {}

    /**
     * The certificate with one more subkey at its end.
     *
     * @param says what the primary key states about the subkey
     */
    static byte[] appended(
            byte[] certificate, PrimarySecret primary, PublicKeyBody subkey, PGPSignatureSubpacketGenerator says)
            throws PGPException, IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(certificate);
        whole.writeBytes(new CertificatePacket(CertificatePacket.PUBLIC_SUBKEY, subkey.octets()).framed());
        whole.writeBytes(signature(primary.pair(), primary, subkey, says));
        return whole.toByteArray();
    }

    /** The whole packet. SHA-512: the RFC forbids SHA-1 here, even to old programs (RFC 9980, 7.2). */
    static byte[] signature(PGPKeyPair primary, PublicKeyBody subkey, PGPSignatureSubpacketGenerator says)
            throws PGPException, IOException {
        return signature(
                primary,
                new BcPGPContentSignerBuilder(primary.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA512),
                subkey,
                says);
    }

    private static byte[] signature(
            PGPKeyPair primary,
            PGPContentSignerBuilder signer,
            PublicKeyBody subkey,
            PGPSignatureSubpacketGenerator says)
            throws PGPException, IOException {
        PGPSignatureGenerator generator = new PGPSignatureGenerator(signer, primary.getPublicKey());
        generator.init(PGPSignature.SUBKEY_BINDING, primary.getPrivateKey());
        generator.setHashedSubpackets(says.generate());
        generator.update(PublicKeyBody.of(primary.getPublicKey()).hashed());
        generator.update(subkey.hashed());
        return generator.generate().getEncoded();
    }
}
