package org.sallyport.openpgp;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An OpenPGP certificate, of a reviewer or of a trustee, read strictly. Nothing in it is believed until the signature that
 * says so has been verified, and every question about it is asked for one moment: what a certificate is worth is never
 * stored.
 *
 * <p>Verified here with SHA-2 and Ed25519 alone. Revocations count whatever their hash, whatever their reason and even from
 * the future: believing too much of them only refuses more.
 */
public final class Certificate {
    /** What a trustee writes into a certification to say for which desk it is; its value is the desk's slug. */
    public static final String DESK_NOTATION = "desk@sallyport.org";

    /** A trustee's word counts for at most this long, whatever expiry it carries: six months, the longest that can be. */
    public static final Duration LONGEST_CERTIFICATION = Duration.ofDays(184);

    private static final int MOST_OCTETS = 64 * 1024;
    /** Armor is a third longer than what it holds, and has line ends and headers. */
    private static final int MOST_ARMORED = 92 * 1024;

    private final byte[] octets;
    final CertificateParts parts;
    private final Revocations revocations;
    private final Fingerprint fingerprint;

    private Certificate(byte[] octets, CertificateParts parts, Revocations revocations) {
        this.octets = octets;
        this.parts = parts;
        this.revocations = revocations;
        this.fingerprint = parts.primary().fingerprint();
    }

    /**
     * Reads one certificate of at most 64 KiB.
     *
     * @param input binary or armored; armor is taken off, nothing else is changed
     * @throws CertificateRefused for what can be no reviewer's or trustee's certificate at any time
     */
    public static Certificate read(byte[] input) throws CertificateRefused {
        byte[] octets = binary(input);
        CertificateParts parts = CertificateParts.read(octets);
        if (parts.userIds().isEmpty()) {
            throw new CertificateRefused(CertificateFault.NO_SELF_SIGNATURE);
        }
        return new Certificate(octets, parts, parts.own());
    }

    static byte[] binary(byte[] input) throws CertificateRefused {
        boolean armored = CertificateArmor.isArmored(input);
        if (input.length > (armored ? MOST_ARMORED : MOST_OCTETS)) {
            throw new CertificateRefused(CertificateFault.TOO_LARGE);
        }
        byte[] octets = armored ? CertificateArmor.decode(input) : input.clone();
        if (octets.length > MOST_OCTETS) {
            throw new CertificateRefused(CertificateFault.TOO_LARGE);
        }
        return octets;
    }

    /** The same certificate, with revocations that were kept elsewhere counted too. */
    public Certificate under(Revocations others) {
        return new Certificate(octets, parts, revocations.and(others));
    }

    public Fingerprint fingerprint() {
        return fingerprint;
    }

    /** The role alias of its only user id, whatever else is wrong with it. */
    public Optional<String> alias() {
        return parts.userIds().size() == 1 ? parts.userIds().get(0).alias() : Optional.empty();
    }

    /** The certificate as it came, without armor. */
    public byte[] octets() {
        return octets.clone();
    }

    /** Whether a reviewer could receive reports with it at that time, if trustees vouch for it. */
    public Standing standing(Instant at) {
        if (parts.userIds().size() > 1) {
            return new Standing.Unusable(CertificateFault.SEVERAL_USER_IDS);
        }
        Optional<String> alias = alias();
        if (alias.isEmpty()) {
            return new Standing.Unusable(CertificateFault.NOT_A_ROLE_ALIAS);
        }
        PrimaryKey primary = primary(at);
        if (primary.fault().isPresent()) {
            return new Standing.Unusable(primary.fault().get());
        }
        return withSubkeys(alias.get(), primary, at);
    }

    private Standing withSubkeys(String alias, PrimaryKey primary, Instant at) {
        List<EncryptionKey> keys = new ArrayList<>();
        Instant until = Instant.MIN;
        LivingSubkeys living = living(at);
        for (Subkey subkey : parts.subkeys()) {
            Optional<KeySignature> binding = subkey.encryptingUnder(parts.primary(), revocations, at);
            if (binding.isPresent()) {
                // A sender's program may choose any of them, so one that must not be used spoils the certificate.
                if (!subkey.key().mayReceive()) {
                    return new Standing.Unusable(CertificateFault.FORBIDDEN_SUBKEY);
                }
                if (!living.isSuperseded(subkey.key(), at)) {
                    keys.add(living.named(subkey.key()));
                    Instant ends = subkey.until(binding.get());
                    until = ends.isAfter(until) ? ends : until;
                }
            }
        }
        if (keys.isEmpty()) {
            return new Standing.Unusable(parts.faultWithoutSubkey(at));
        }
        return new Standing.Usable(alias, List.copyOf(keys), earliest(primary.until(), until), primary.version2());
    }

    /** Its living encryption keys, whatever its user id is: a codename's certificate names no role. None if it has expired. */
    public List<EncryptionKey> livingEncryptionKeys(Instant at) {
        if (primary(at).fault().isPresent()) {
            return List.of();
        }
        return living(at).all();
    }

    /** Of its living encryption keys the newest of each kind: whoever rotates sees to it that nothing depends on the others. */
    public List<EncryptionKey> newestEncryptionKeys(Instant at) {
        return living(at).newest();
    }

    /** Since when it has the oldest of these newest keys; empty if it has none. */
    public Optional<Instant> newestKeysSince(Instant at) {
        return living(at).newestSince();
    }

    /** Its revoked encryption subkeys: what is sealed to one of them may be read by whoever the revocation was about. */
    public List<EncryptionKey> revokedEncryptionKeys() {
        return parts.subkeys().stream()
                .filter(subkey -> subkey.key().canEncrypt() && subkey.isRevoked(parts.primary(), revocations))
                .map(Subkey::key)
                .map(key -> new EncryptionKey(fingerprint, key.fingerprint(), key.algorithm()))
                .toList();
    }

    private LivingSubkeys living(Instant at) {
        return LivingSubkeys.of(parts, revocations, at);
    }

    /**
     * Its holder as somebody whom a message is sealed to.
     *
     * @throws IllegalArgumentException if it is not usable at that time
     */
    Recipient recipient(Instant at) {
        if (standing(at) instanceof Standing.Usable usable) {
            return new Recipient(living(at).keys(), usable.version2());
        }
        throw new IllegalArgumentException(fingerprint.hex() + " cannot be sealed to");
    }

    /** Whether its programs open a body of SEIPD version 2. */
    public boolean readsVersion2(Instant at) {
        return standing(at) instanceof Standing.Usable usable && usable.version2();
    }

    /**
     * Which of these trustees vouch for this certificate at this desk, one vote each. Only a trustee's newest word counts:
     * an older certification does not come back when the newer one expires, is revoked, or names another desk.
     *
     * @return the votes that last longest first
     */
    public List<Certification> certifications(Collection<Certificate> trustees, String desk, Instant at) {
        Map<Fingerprint, Instant> votes = new HashMap<>();
        for (Certificate trustee : trustees) {
            if (!trustee.fingerprint.equals(fingerprint)) {
                word(trustee, desk, at)
                        .ifPresent(until -> votes.merge(trustee.fingerprint, until, Certificate::earliest));
            }
        }
        return votes.entrySet().stream()
                .map(vote -> new Certification(vote.getKey(), vote.getValue()))
                .sorted(Comparator.comparing(Certification::until).reversed())
                .toList();
    }

    /** Until when this trustee vouches for it. */
    private Optional<Instant> word(Certificate trustee, String desk, Instant at) {
        PrimaryKey trusted = trustee.primary(at);
        if (trusted.fault().isPresent() || !trusted.certifies()) {
            return Optional.empty();
        }
        PublicKeyBody signer = trustee.parts.primary();
        Revocations known = revocations.and(trustee.revocations);
        return parts.userIds().stream()
                .flatMap(userId -> userId.newest(parts.primary(), signer, at).stream()
                        .filter(word -> word.namesDesk(desk))
                        .filter(word -> !userId.isRevoked(word, parts.primary(), signer, known)))
                .map(word -> earliest(word.expires(), word.created().plus(LONGEST_CERTIFICATION)))
                .map(until -> earliest(until, trusted.until()))
                .filter(until -> until.isAfter(at))
                .findFirst();
    }

    /** Whether this is a signature on this document by a key of the certificate that lives and may sign at that time. */
    boolean signed(KeySignature signature, byte[] document, Instant at) {
        PrimaryKey primary = primary(at);
        if (primary.fault().isPresent()
                || !signature.isOnDocument()
                || !signature.expires().isAfter(at)) {
            return false;
        }
        Stream<PublicKeyBody> subkeys = parts.subkeys().stream()
                .filter(subkey -> subkey.isSigningUnder(parts.primary(), revocations, at))
                .map(Subkey::key);
        return Stream.concat(primary.signs() ? Stream.of(parts.primary()) : Stream.empty(), subkeys)
                .anyMatch(key -> signature.grants(key, document));
    }

    private PrimaryKey primary(Instant at) {
        return PrimaryKey.of(parts, revocations, at);
    }

    /** The next moment at which any answer here could change by itself: something begins or ends then. */
    public Optional<Instant> nextChange(Instant after) {
        return parts.moments().filter(moment -> moment.isAfter(after)).min(Instant::compareTo);
    }

    static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Fingerprint alone: what is inside is for {@link #octets()}. */
    @Override
    public String toString() {
        return fingerprint.hex();
    }
}
