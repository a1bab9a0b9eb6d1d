package org.sallyport.openpgp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.bcpg.SignatureSubpacket;
import org.bouncycastle.bcpg.sig.NotationData;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.jspecify.annotations.Nullable;

/** A version 4 signature of an Ed25519 key on a key, a user id or a document: what it claims, and whether that verifies. */
final class KeySignature {
    static final int SUBKEY_BINDING = 0x18;
    static final int PRIMARY_BINDING = 0x19;
    static final int DIRECT_KEY = 0x1F;
    static final int KEY_REVOCATION = 0x20;
    static final int SUBKEY_REVOCATION = 0x28;
    static final int CERTIFICATION_REVOCATION = 0x30;

    /** Newest first; of two from the same second the one that ends sooner, the safe side. */
    static final Comparator<KeySignature> NEWEST_FIRST = Comparator.comparing(KeySignature::created)
            .reversed()
            .thenComparing(KeySignature::expires)
            .thenComparingLong(signature -> signature.keySeconds == 0 ? Long.MAX_VALUE : signature.keySeconds);

    private static final int EMBEDDED_SIGNATURE = 32;

    /** Hash algorithms 8, 9, 10 (RFC 9580, 9.5). */
    private static final int SHA256 = 8;

    private static final int SHA512 = 10;
    /** What we understand when it is marked critical (RFC 9580, 5.2.3.7): neither trust signatures nor regular expressions. */
    private static final Set<Integer> UNDERSTOOD =
            Set.of(2, 3, 4, 7, 9, 11, 16, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 32, 33, 34, 39);

    private final CertificatePacket packet;
    private final int type;
    private final int algorithm;
    private final boolean sound;
    private final Instant created;
    private final Instant expires;
    private final long keySeconds;
    private final Optional<Integer> flags;
    private final Optional<Integer> features;
    private final Optional<Fingerprint> issuer;
    private final long issuerHint;
    private final List<String> desks;
    private final List<CertificatePacket> embedded;
    private volatile @Nullable Verified last;

    /** What was asked last, whole, and the answer: the same question is asked for every report that is sealed. */
    private record Verified(PublicKeyBody signer, byte[][] about, boolean holds) {
        boolean answers(PublicKeyBody otherSigner, byte[][] otherAbout) {
            return Arrays.equals(signer.octets(), otherSigner.octets()) && Arrays.deepEquals(about, otherAbout);
        }
    }

    /** Reads everything at once: whatever throws on hostile octets throws here, inside {@link #read}. */
    private KeySignature(CertificatePacket packet) throws IOException, PGPException {
        PGPSignature signature = parse(packet);
        PGPSignatureSubpacketVector hashed = signature.getHashedSubPackets();
        this.packet = packet;
        type = signature.getSignatureType();
        algorithm = signature.getKeyAlgorithm();
        created = hashed.getSignatureCreationTime().toInstant();
        expires = after(created, hashed.getSignatureExpirationTime());
        keySeconds = hashed.getKeyExpirationTime();
        flags = hashed.hasSubpacket(27) ? Optional.of(hashed.getKeyFlags()) : Optional.empty();
        features = Optional.ofNullable(hashed.getFeatures()).map(said -> said.getFeatures() & 0xFF);
        desks = Stream.of(hashed.getNotationDataOccurrences())
                .filter(said -> said.isHumanReadable() && said.getNotationName().equals(Certificate.DESK_NOTATION))
                .map(NotationData::getNotationValue)
                .toList();
        embedded = Stream.of(hashed, signature.getUnhashedSubPackets())
                .flatMap(parts -> Stream.of(parts.getSubpackets(EMBEDDED_SIGNATURE)))
                .map(part -> new CertificatePacket(CertificatePacket.SIGNATURE, part.getData()))
                .toList();
        issuer = Optional.ofNullable(hashed.getIssuerFingerprint()).map(by -> Fingerprint.of(by.getFingerprint()));
        issuerHint = signature.getKeyID();
        int hash = signature.getHashAlgorithm();
        sound = hash >= SHA256
                && hash <= SHA512
                && hashed.isExportable()
                && Stream.of(hashed.toArray()).noneMatch(KeySignature::isCriticalAndUnknown);
    }

    /** Empty for what can never count here: other versions, other algorithms than Ed25519, no creation time, garbage. */
    static Optional<KeySignature> read(CertificatePacket packet) {
        byte[] body = packet.body();
        if (body.length < 10
                || body[0] != 4
                || (body[2] != PublicKeyBody.ED25519_LEGACY && body[2] != PublicKeyBody.ED25519)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new KeySignature(packet));
        } catch (IOException | PGPException | RuntimeException garbage) {
            return Optional.empty();
        }
    }

    private static PGPSignature parse(CertificatePacket packet) throws IOException, PGPException {
        return new PGPSignature(new BCPGInputStream(new ByteArrayInputStream(packet.framed())));
    }

    private static boolean isCriticalAndUnknown(SignatureSubpacket part) {
        if (!part.isCritical()) {
            return false;
        }
        if (part instanceof NotationData said) {
            return !said.getNotationName().equals(Certificate.DESK_NOTATION);
        }
        return !UNDERSTOOD.contains(part.getType());
    }

    CertificatePacket packet() {
        return packet;
    }

    int type() {
        return type;
    }

    boolean isCertification() {
        return type >= 0x10 && type <= 0x13;
    }

    /** Binary, or text, whose line ends do not count (RFC 9580, 5.2.1.1 and 5.2.1.2). */
    boolean isOnDocument() {
        return type == 0x00 || type == 0x01;
    }

    boolean isRevocation() {
        return type == KEY_REVOCATION || type == SUBKEY_REVOCATION || type == CERTIFICATION_REVOCATION;
    }

    Instant created() {
        return created;
    }

    /** {@link Instant#MAX} where it never does. */
    Instant expires() {
        return expires;
    }

    /** When this signature lets the key that it is on end. */
    Instant keyExpires(PublicKeyBody key) {
        return after(key.created(), keySeconds);
    }

    private static Instant after(Instant start, long seconds) {
        return seconds == 0 ? Instant.MAX : start.plusSeconds(seconds);
    }

    /** The key flags (RFC 9580, 5.2.3.29); empty where the signature says nothing about them. */
    Optional<Integer> flags() {
        return flags;
    }

    /** What the key's programs can read (RFC 9580, 5.2.3.32); empty where the signature says nothing about it. */
    Optional<Integer> features() {
        return features;
    }

    /** Whether the notation desk@sallyport.org names this desk; it counts only where it is hashed. */
    boolean namesDesk(String slug) {
        return desks.contains(slug);
    }

    /** Whether a subkey agreed to be bound to this primary key (RFC 9580, 5.2.1.9): else anybody could adopt its signatures. */
    boolean isReturnedBy(PublicKeyBody subkey, PublicKeyBody primary) {
        return embedded.stream()
                .flatMap(packet -> read(packet).stream())
                .anyMatch(
                        back -> back.type == PRIMARY_BINDING && back.grants(subkey, primary.hashed(), subkey.hashed()));
    }

    /** Whether it names this key as its maker. What is hashed wins; the rest is a hint that only chooses whom to verify with. */
    boolean claims(Fingerprint maker) {
        return issuer.map(maker::equals).orElse(issuerHint == maker.keyId());
    }

    /** Whether the key really signed this about that, in a way that may grant something. */
    boolean grants(PublicKeyBody signer, byte[]... about) {
        return sound && !created.isBefore(signer.created()) && verifies(signer, about);
    }

    /**
     * Whether the key really signed this about that, whatever the hash: for revocations, where believing too much is the safe
     * side.
     *
     * @param about what is signed, as RFC 9580, 5.2.4 frames it for hashing
     */
    boolean verifies(PublicKeyBody signer, byte[]... about) {
        if (algorithm != signer.algorithm() || !signer.isEd25519() || !claims(signer.fingerprint())) {
            return false;
        }
        Verified known = last;
        if (known == null || !known.answers(signer, about)) {
            known = new Verified(signer, about, compute(signer, about));
            last = known;
        }
        return known.holds();
    }

    private boolean compute(PublicKeyBody signer, byte[][] about) {
        try {
            // Bouncy Castle's object keeps the state of a verification: a fresh one each time, for threads.
            PGPSignature fresh = parse(packet);
            byte[] key = new CertificatePacket(CertificatePacket.PUBLIC_KEY, signer.octets()).framed();
            fresh.init(
                    new BcPGPContentVerifierBuilderProvider(),
                    new PGPPublicKeyRing(key, new BcKeyFingerprintCalculator()).getPublicKey());
            for (byte[] part : about) {
                fresh.update(part);
            }
            return fresh.verify();
        } catch (IOException | PGPException | RuntimeException unverifiable) {
            return false;
        }
    }
}
