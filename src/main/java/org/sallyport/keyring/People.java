package org.sallyport.keyring;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which certificates are one person's: those with the same role alias or of the same sign-in, and so on from one to the next,
 * at all desks, vetted or not, retired or not. Whatever is counted, and whatever is withdrawn, is by person. Two accounts with
 * two aliases remain two people: nothing here could tell.
 *
 * <p>Both faces find the same people: sign-ins are compared by the random number that the database keeps for each.
 */
public final class People {
    private final Map<String, SortedSet<String>> certificates;
    private final Map<String, String> signIns;

    /** @param signIns by subject: one of its certificates */
    private People(Map<String, SortedSet<String>> certificates, Map<String, String> signIns) {
        this.certificates = certificates;
        this.signIns = signIns;
    }

    static People of(Collection<StoredCertificate> rows) {
        List<Group> groups = new ArrayList<>();
        Map<String, String> signIns = new HashMap<>();
        for (StoredCertificate row : rows) {
            Group group = Group.of(row);
            List<Group> same = groups.stream().filter(group::isSame).toList();
            same.forEach(group::take);
            groups.removeAll(same);
            groups.add(group);
            row.holder().ifPresent(subject -> signIns.put(subject, row.fingerprint()));
        }
        Map<String, SortedSet<String>> certificates = new HashMap<>();
        groups.forEach(group -> group.fingerprints.forEach(one -> certificates.put(one, group.fingerprints)));
        return new People(certificates, signIns);
    }

    /** @param marks what no two people have in common: role aliases, and numbers of sign-ins */
    private record Group(SortedSet<String> fingerprints, Set<Object> marks) {
        static Group of(StoredCertificate row) {
            Set<Object> marks = new HashSet<>();
            row.alias().ifPresent(marks::add);
            row.person().ifPresent(marks::add);
            return new Group(new TreeSet<>(Set.of(row.fingerprint())), marks);
        }

        boolean isSame(Group other) {
            return !Collections.disjoint(marks, other.marks);
        }

        void take(Group other) {
            fingerprints.addAll(other.fingerprints);
            marks.addAll(other.marks);
        }
    }

    /**
     * A name for the person of a certificate, to be compared with others from the same answer and never kept: it can change
     * when a certificate is added. One that is not known is a person of its own.
     *
     * @param fingerprint in upper-case hexadecimal, as everywhere here
     */
    public String person(String fingerprint) {
        SortedSet<String> group = certificates.get(fingerprint);
        return group == null ? fingerprint : group.first();
    }

    /** All certificates of this one's owner, itself among them. */
    public Set<String> certificatesOf(String fingerprint) {
        SortedSet<String> group = certificates.get(fingerprint);
        return group == null ? Set.of(fingerprint) : Collections.unmodifiableSet(group);
    }

    /**
     * All certificates of the person who signs in like this, those included that are bound to no sign-in or to another one.
     * None on the source's face, which does not know.
     *
     * @param subject the subject ("sub") of their token
     */
    public Set<String> certificatesHeldBy(String subject) {
        String one = signIns.get(subject);
        return one == null ? Set.of() : certificatesOf(one);
    }

    /** Every certificate that is stored, and the {@link #person} it belongs to. */
    public Map<String, String> all() {
        Map<String, String> people = new HashMap<>();
        certificates.forEach((fingerprint, group) -> people.put(fingerprint, group.first()));
        return people;
    }
}
