package org.sallyport.openpgp;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Joins two copies of one certificate. Nothing that is known is ever dropped, so that an older copy takes no revocation away
 * and brings no revoked subkey back; and of what is new only what the owner or a trustee really signed is added, so that
 * nobody can fill a certificate with rubbish until it takes no more.
 */
public final class MergingCertificates {
    /** The end of a signature is the signature itself; two makings of one signature differ at most before it. */
    private static final int TELLING = 60;

    private MergingCertificates() {}

    /**
     * What is known, with what is new in the other copy.
     *
     * @param trustees whose words are taken in
     * @throws CertificateRefused also when the result would be larger than a certificate may be, or the other copy names
     *     another user id
     */
    public static Certificate merge(Certificate known, Certificate other, Collection<Certificate> trustees)
            throws CertificateRefused {
        if (!known.fingerprint().equals(other.fingerprint())) {
            throw new CertificateRefused(CertificateFault.SEVERAL_CERTIFICATES);
        }
        CertificateParts mine = known.parts;
        CertificateParts theirs = other.parts;
        PublicKeyBody primary = mine.primary();
        ByteArrayOutputStream merged = new ByteArrayOutputStream();
        merged.writeBytes(new CertificatePacket(CertificatePacket.PUBLIC_KEY, primary.octets()).framed());
        Predicate<KeySignature> revokes = signature -> revokes(signature, mine, theirs, trustees);
        add(
                merged,
                mine.direct(),
                theirs.direct(),
                revokes.or(signature -> signature.verifies(primary, primary.hashed())));
        userIds(merged, mine, theirs, trustees, revokes);
        subkeys(merged, mine, theirs, revokes);
        return Certificate.read(merged.toByteArray());
    }

    private static void userIds(
            ByteArrayOutputStream merged,
            CertificateParts mine,
            CertificateParts theirs,
            Collection<Certificate> trustees,
            Predicate<KeySignature> revokes)
            throws CertificateRefused {
        for (UserId userId : theirs.userIds()) {
            if (mine.userIds().stream().noneMatch(one -> Arrays.equals(one.octets(), userId.octets()))) {
                throw new CertificateRefused(CertificateFault.ANOTHER_USER_ID);
            }
        }
        for (UserId userId : mine.userIds()) {
            merged.writeBytes(new CertificatePacket(CertificatePacket.USER_ID, userId.octets()).framed());
            List<KeySignature> others = theirs.userIds().stream()
                    .filter(one -> Arrays.equals(one.octets(), userId.octets()))
                    .flatMap(one -> one.signatures().stream())
                    .toList();
            add(
                    merged,
                    userId.signatures(),
                    others,
                    revokes.or(signature -> isAbout(signature, userId, mine.primary(), trustees)));
        }
    }

    private static boolean isAbout(
            KeySignature signature, UserId userId, PublicKeyBody primary, Collection<Certificate> trustees) {
        return signature.verifies(primary, primary.hashed(), userId.hashed())
                || trustees.stream()
                        .map(trustee -> trustee.parts.primary())
                        .anyMatch(trustee -> signature.verifies(trustee, primary.hashed(), userId.hashed()));
    }

    /** A revocation counts wherever it stands, so it comes in from wherever it stands. */
    private static boolean revokes(
            KeySignature signature, CertificateParts mine, CertificateParts theirs, Collection<Certificate> trustees) {
        PublicKeyBody primary = mine.primary();
        return signature.isRevocation()
                && (signature.verifies(primary, primary.hashed())
                        || mine.userIds().stream().anyMatch(userId -> isAbout(signature, userId, primary, trustees))
                        || Stream.concat(mine.subkeys().stream(), theirs.subkeys().stream())
                                .anyMatch(subkey -> isAbout(signature, subkey, primary)));
    }

    private static void subkeys(
            ByteArrayOutputStream merged,
            CertificateParts mine,
            CertificateParts theirs,
            Predicate<KeySignature> revokes) {
        PublicKeyBody primary = mine.primary();
        List<Subkey> all = new ArrayList<>(mine.subkeys());
        for (Subkey subkey : theirs.subkeys()) {
            if (all.stream().noneMatch(one -> isSame(one, subkey)) && isBound(subkey, primary)) {
                all.add(new Subkey(subkey.key(), List.of()));
            }
        }
        for (Subkey subkey : all) {
            merged.writeBytes(new CertificatePacket(
                            CertificatePacket.PUBLIC_SUBKEY, subkey.key().octets())
                    .framed());
            List<KeySignature> others = theirs.subkeys().stream()
                    .filter(one -> isSame(one, subkey))
                    .flatMap(one -> one.signatures().stream())
                    .toList();
            add(merged, subkey.signatures(), others, revokes.or(signature -> isAbout(signature, subkey, primary)));
        }
    }

    private static boolean isSame(Subkey one, Subkey other) {
        return Arrays.equals(one.key().octets(), other.key().octets());
    }

    private static boolean isBound(Subkey subkey, PublicKeyBody primary) {
        return subkey.signatures().stream().anyMatch(signature -> isAbout(signature, subkey, primary));
    }

    private static boolean isAbout(KeySignature signature, Subkey subkey, PublicKeyBody primary) {
        return signature.verifies(primary, primary.hashed(), subkey.key().hashed());
    }

    private static void add(
            ByteArrayOutputStream merged,
            List<KeySignature> known,
            List<KeySignature> others,
            Predicate<KeySignature> counts) {
        Set<String> there = new HashSet<>();
        for (KeySignature signature : known) {
            there.add(telling(signature));
            merged.writeBytes(signature.packet().framed());
        }
        for (KeySignature signature : others) {
            if (counts.test(signature) && there.add(telling(signature))) {
                merged.writeBytes(signature.packet().framed());
            }
        }
    }

    private static String telling(KeySignature signature) {
        byte[] body = signature.packet().body();
        return Arrays.toString(Arrays.copyOfRange(body, Math.max(0, body.length - TELLING), body.length));
    }
}
