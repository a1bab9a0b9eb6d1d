package org.sallyport.openpgp;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a certificate's primary key is worth at one moment.
 *
 * @param fault why it is worth nothing; empty if it lives
 * @param until when it ends; of several statements about that the earliest
 * @param version2 whether its programs read SEIPD version 2: some statement says so, and none says otherwise
 * @param certifies whether it may vouch for other certificates (key flag 0x01, or no flags at all)
 * @param signs whether it may sign texts (key flag 0x02, or no flags at all)
 */
record PrimaryKey(Optional<CertificateFault> fault, Instant until, boolean version2, boolean certifies, boolean signs) {
    private static final int CERTIFIES = 0x01;
    private static final int SIGNS = 0x02;
    private static final int SEIPD_VERSION_2 = 0x08;

    static PrimaryKey of(CertificateParts parts, Revocations revocations, Instant at) {
        PublicKeyBody key = parts.primary();
        if (revocations
                .verified(KeySignature.KEY_REVOCATION, key, key.hashed())
                .findAny()
                .isPresent()) {
            return dead(CertificateFault.REVOKED);
        }
        if (key.created().isAfter(at)) {
            return dead(CertificateFault.NOT_YET_VALID);
        }
        List<KeySignature> onUserIds = parts.userIds().stream()
                .flatMap(userId -> userId.newest(key, key, at).stream())
                .toList();
        if (onUserIds.isEmpty()) {
            boolean later = parts.userIds().stream()
                    .anyMatch(userId -> userId.newest(key, key, Instant.MAX).isPresent());
            return dead(later ? CertificateFault.NOT_YET_VALID : CertificateFault.NO_SELF_SIGNATURE);
        }
        List<KeySignature> living = parts.userIds().stream()
                .flatMap(userId -> userId.newest(key, key, at).stream()
                        .filter(self -> !userId.isRevoked(self, key, key, revocations)))
                .toList();
        if (living.isEmpty()) {
            return dead(CertificateFault.USER_ID_REVOKED);
        }
        return alive(
                key, Stream.concat(living.stream(), direct(parts, at).stream()).toList(), at);
    }

    private static Optional<KeySignature> direct(CertificateParts parts, Instant at) {
        PublicKeyBody key = parts.primary();
        return parts.direct().stream()
                .filter(signature -> signature.type() == KeySignature.DIRECT_KEY)
                .filter(signature -> !signature.created().isAfter(at))
                .sorted(KeySignature.NEWEST_FIRST)
                .filter(signature -> signature.grants(key, key.hashed()))
                .findFirst();
    }

    private static PrimaryKey alive(PublicKeyBody key, List<KeySignature> statements, Instant at) {
        Instant until = statements.stream()
                .map(statement -> Certificate.earliest(statement.expires(), statement.keyExpires(key)))
                .min(Instant::compareTo)
                .orElse(Instant.MIN);
        Optional<CertificateFault> fault = until.isAfter(at) ? Optional.empty() : Optional.of(CertificateFault.EXPIRED);
        return new PrimaryKey(fault, until, isVersion2(statements), may(CERTIFIES, statements), may(SIGNS, statements));
    }

    private static boolean may(int flag, List<KeySignature> statements) {
        return statements.stream().allMatch(statement -> (statement.flags().orElse(flag) & flag) != 0);
    }

    private static boolean isVersion2(List<KeySignature> statements) {
        List<Integer> said = statements.stream()
                .flatMap(statement -> statement.features().stream())
                .toList();
        return !said.isEmpty() && said.stream().allMatch(features -> (features & SEIPD_VERSION_2) != 0);
    }

    private static PrimaryKey dead(CertificateFault fault) {
        return new PrimaryKey(Optional.of(fault), Instant.MIN, false, false, false);
    }
}
