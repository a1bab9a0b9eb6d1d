package org.sallyport.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Something that somebody of the staff did.
 *
 * @param number from 1, without gaps
 * @param actor a role alias
 * @param kind one of {@link Kind}, as it is stored
 * @param subject a fingerprint or a slug
 * @param hash of this act and all before it, hexadecimal
 */
public record StaffAct(int number, LocalDate day, String actor, String kind, String subject, String hash) {

    /** What can be done. */
    public enum Kind {
        CERTIFICATE_REGISTERED,
        CERTIFICATE_RENEWED,
        CERTIFICATE_SIGNED,
        CERTIFICATE_RETIRED,
        DESK_CREATED,
        DESK_DESCRIBED,
        DESK_RETIRED,
        /** Its reviewers see from now on when a message arrives. */
        DESK_SHOWN_AT_ONCE,
        DESK_SHOWN_IN_BATCHES,
        /** The subject is the colleague's certificate; which entry it was is not written down. */
        ENTRY_HANDED_ON,
        ACCESS_WITHDRAWN;

        String stored() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    static StaffAct after(Optional<StaffAct> before, LocalDate day, String actor, Kind kind, String subject) {
        int number = before.map(StaffAct::number).orElse(0) + 1;
        String hash = hash(before, number, day, actor, kind.stored(), subject);
        return new StaffAct(number, day, actor, kind.stored(), subject, hash);
    }

    boolean follows(Optional<StaffAct> before) {
        return number == before.map(StaffAct::number).orElse(0) + 1
                && hash.equals(hash(before, number, day, actor, kind, subject));
    }

    static StaffAct of(Object[] row) {
        LocalDate day = row[1] instanceof java.sql.Date date ? date.toLocalDate() : (LocalDate) row[1];
        return new StaffAct(
                ((Number) row[0]).intValue(), day, (String) row[2], (String) row[3], (String) row[4], (String) row[5]);
    }

    /** Each part with its length, so that none can lend a letter to the next. */
    private static String hash(
            Optional<StaffAct> before, int number, LocalDate day, String actor, String kind, String subject) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : new String[] {
                before.map(StaffAct::hash).orElse(""), String.valueOf(number), day.toString(), actor, kind, subject
            }) {
                byte[] octets = part.getBytes(UTF_8);
                digest.update((octets.length + ":").getBytes(UTF_8));
                digest.update(octets);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
