package org.sallyport.openpgp;

import java.util.List;
import java.util.stream.Stream;

/**
 * Revocations kept apart from the certificates they end, so that an older copy of a certificate cannot bring a revoked key
 * back. A file may be what "gpg --gen-revoke" wrote, or a certificate exported after revoking something on it.
 */
public final class Revocations {
    public static final Revocations NONE = new Revocations(List.of());

    private final List<KeySignature> signatures;

    private Revocations(List<KeySignature> signatures) {
        this.signatures = signatures;
    }

    /**
     * @param octets armored or binary
     * @throws CertificateRefused also when there is no revocation in it: a file that revokes nothing is a mistake
     */
    public static Revocations read(byte[] octets) throws CertificateRefused {
        List<CertificatePacket> packets = CertificatePacket.split(Certificate.binary(octets));
        List<KeySignature> found = in(packets).toList();
        if (found.isEmpty()) {
            throw new CertificateRefused(CertificateFault.NO_REVOCATION);
        }
        return new Revocations(found);
    }

    static Revocations of(List<CertificatePacket> packets) {
        return new Revocations(in(packets).toList());
    }

    /** Wherever they stand: whom a revocation is for is found by verifying it, not by its place, which anybody can change. */
    private static Stream<KeySignature> in(List<CertificatePacket> packets) {
        return packets.stream()
                .filter(packet -> packet.tag() == CertificatePacket.SIGNATURE)
                .flatMap(packet -> KeySignature.read(packet).stream())
                .filter(KeySignature::isRevocation);
    }

    public Revocations and(Revocations others) {
        return new Revocations(
                Stream.concat(signatures.stream(), others.signatures.stream()).toList());
    }

    Stream<KeySignature> verified(int type, PublicKeyBody signer, byte[]... about) {
        return signatures.stream().filter(signature -> signature.type() == type && signature.verifies(signer, about));
    }
}
