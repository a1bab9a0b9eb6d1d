package org.sallyport.openpgp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The parts of one certificate in the order of RFC 9580, 10.1; bounded, nothing verified yet. */
record CertificateParts(
        PublicKeyBody primary, List<KeySignature> direct, List<UserId> userIds, List<Subkey> subkeys, Revocations own) {
    private static final int MOST_USER_IDS = 8;
    private static final int MOST_SUBKEYS = 24;

    static CertificateParts read(byte[] octets) throws CertificateRefused {
        List<CertificatePacket> packets = CertificatePacket.split(octets);
        if (packets.isEmpty()) {
            throw new CertificateRefused(CertificateFault.GARBAGE);
        }
        for (CertificatePacket packet : packets) {
            refuseForeign(packet.tag());
        }
        if (packets.get(0).tag() != CertificatePacket.PUBLIC_KEY) {
            throw new CertificateRefused(CertificateFault.GARBAGE);
        }
        return gather(packets);
    }

    private static void refuseForeign(int tag) throws CertificateRefused {
        switch (tag) {
            case CertificatePacket.PUBLIC_KEY,
                    CertificatePacket.PUBLIC_SUBKEY,
                    CertificatePacket.USER_ID,
                    CertificatePacket.SIGNATURE -> {}
            case CertificatePacket.SECRET_KEY, CertificatePacket.SECRET_SUBKEY ->
                throw new CertificateRefused(CertificateFault.SECRET_KEY);
            case CertificatePacket.USER_ATTRIBUTE -> throw new CertificateRefused(CertificateFault.USER_ATTRIBUTE);
            default -> throw new CertificateRefused(CertificateFault.GARBAGE);
        }
    }

    private static CertificateParts gather(List<CertificatePacket> packets) throws CertificateRefused {
        PublicKeyBody primary = PublicKeyBody.read(packets.get(0).body());
        if (!primary.isEd25519()) {
            throw new CertificateRefused(CertificateFault.PRIMARY_ALGORITHM);
        }
        List<KeySignature> direct = new ArrayList<>();
        List<UserId> userIds = new ArrayList<>();
        List<Subkey> subkeys = new ArrayList<>();
        List<KeySignature> signatures = direct;
        for (CertificatePacket packet : packets.subList(1, packets.size())) {
            switch (packet.tag()) {
                case CertificatePacket.SIGNATURE -> KeySignature.read(packet).ifPresent(signatures::add);
                case CertificatePacket.USER_ID -> {
                    signatures = new ArrayList<>();
                    userIds.add(new UserId(packet.body(), signatures));
                }
                case CertificatePacket.PUBLIC_SUBKEY -> {
                    signatures = new ArrayList<>();
                    subkeys.add(new Subkey(PublicKeyBody.read(packet.body()), signatures));
                }
                default -> throw new CertificateRefused(CertificateFault.SEVERAL_CERTIFICATES);
            }
        }
        if (userIds.size() > MOST_USER_IDS || subkeys.size() > MOST_SUBKEYS) {
            throw new CertificateRefused(CertificateFault.TOO_MANY_PARTS);
        }
        return new CertificateParts(primary, direct, userIds, subkeys, Revocations.of(packets));
    }

    /** Why no subkey receives: there is none, or a clock that was ahead made it. */
    CertificateFault faultWithoutSubkey(Instant at) {
        return subkeys.stream().anyMatch(subkey -> subkey.key().created().isAfter(at))
                ? CertificateFault.NOT_YET_VALID
                : CertificateFault.NO_ENCRYPTION_SUBKEY;
    }

    /** Whenever something in it begins or ends. */
    Stream<Instant> moments() {
        return Stream.of(
                        Stream.of(primary.created()),
                        moments(primary, direct),
                        userIds.stream().flatMap(userId -> moments(primary, userId.signatures())),
                        subkeys.stream()
                                .map(subkey -> subkey.key().created())
                                .flatMap(created -> Stream.of(created, created.plus(LivingSubkeys.GRACE))),
                        subkeys.stream().flatMap(subkey -> moments(subkey.key(), subkey.signatures())))
                .flatMap(moments -> moments);
    }

    private static Stream<Instant> moments(PublicKeyBody key, List<KeySignature> signatures) {
        return signatures.stream()
                .flatMap(signature -> Stream.of(
                        signature.created(),
                        signature.expires(),
                        signature.keyExpires(key),
                        signature.created().plus(Certificate.LONGEST_CERTIFICATION)));
    }
}
