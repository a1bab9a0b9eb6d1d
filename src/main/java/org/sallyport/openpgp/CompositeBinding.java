package org.sallyport.openpgp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;

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
        whole.writeBytes(signature(primary, subkey, says));
        return whole.toByteArray();
    }

    /** The whole packet. With SHA-512: the RFC forbids SHA-1 here, even to old programs (RFC 9980, 7.2). */
    static byte[] signature(PrimarySecret primary, PublicKeyBody subkey, PGPSignatureSubpacketGenerator says)
            throws PGPException, IOException {
        PGPSignatureGenerator generator = primary.signing(PGPSignature.SUBKEY_BINDING, says);
        generator.update(PublicKeyBody.of(primary.publicKey()).hashed());
        generator.update(subkey.hashed());
        return generator.generate().getEncoded();
    }
}
