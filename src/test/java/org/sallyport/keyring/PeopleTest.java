package org.sallyport.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.keyring.StoredRows.row;
import static org.sallyport.openpgp.ForgedCertificate.plain;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sallyport.openpgp.ForgedCertificate;

/** Whose certificates are one person's. */
class PeopleTest {
    private static final String ONE = "urgent-1@desk.example";
    private static final String TWO = "urgent-2@desk.example";
    private static final String THREE = "urgent-3@desk.example";

    private static StoredCertificate of(String alias, String holder) {
        return row(plain(alias).read(), holder);
    }

    private static StoredCertificate ofNobody(String alias) {
        ForgedCertificate certificate = plain(alias);
        return row(certificate.read().fingerprint().hex(), certificate.octets());
    }

    /** How many people these certificates are, on either face. */
    private static int count(StoredCertificate... rows) {
        People staffs = People.of(List.of(rows));
        People sources =
                People.of(Stream.of(rows).map(StoredRows::withoutHolder).toList());
        assertThat(sources.all()).as("what the source's face finds").isEqualTo(staffs.all());
        return new HashSet<>(staffs.all().values()).size();
    }

    @Test
    void theSameAliasIsOnePerson() {
        assertThat(count(of(ONE, "a"), of(ONE, "b"))).isOne();
        assertThat(count(ofNobody(ONE), ofNobody(ONE))).isOne();
    }

    @Test
    void theSameAliasInOtherLettersIsOnePerson() {
        assertThat(count(of(ONE, "a"), of(ONE.toUpperCase(Locale.ROOT), "b"))).isOne();
    }

    @Test
    void theSameSignInIsOnePerson() {
        assertThat(count(of(ONE, "a"), of(TWO, "a"))).isOne();
    }

    @Test
    void oneLeadsToTheNextInWhateverOrderTheyCome() {
        StoredCertificate first = of(ONE, "a");
        StoredCertificate second = of(TWO, "a");
        StoredCertificate third = of(TWO, "b");
        StoredCertificate fourth = of(THREE, "b");
        assertThat(count(first, second, third, fourth)).isOne();
        assertThat(count(first, fourth, second, third)).isOne();
        assertThat(count(fourth, first, third, second)).isOne();
        assertThat(count(first, second, fourth)).isEqualTo(2);
    }

    @Test
    void aRetiredCertificateStillLeadsToTheNext() {
        assertThat(count(ofNobody(ONE), StoredRows.retired(of(ONE, "a")), of(TWO, "a")))
                .isOne();
    }

    @Test
    void twoAccountsWithTwoAliasesAreTwo() {
        assertThat(count(of(ONE, "a"), of(TWO, "b"))).isEqualTo(2);
        assertThat(count(ofNobody(ONE), ofNobody(TWO))).isEqualTo(2);
    }

    @Test
    void aRevokedOneCountsToo() {
        ForgedCertificate revoked = plain(ONE);
        revoked.with(revoked.revocation());
        assertThat(count(row(revoked.read(), "a"), of(ONE, "b"))).isOne();
    }

    @Test
    void aRowThatHoldsAnotherCertificateThanItSaysHasNoAlias() {
        StoredCertificate swapped = row("A".repeat(40), plain(ONE).octets());
        StoredCertificate garbage = row("B".repeat(40), new byte[] {1, 2, 3});
        assertThat(count(of(ONE, "a"), swapped, garbage)).isEqualTo(3);
    }

    @Test
    void everythingOfAPersonIsFoundByOneOfTheirCertificatesAndByTheirSignIn() {
        StoredCertificate first = of(ONE, "a");
        StoredCertificate unbound = ofNobody(ONE);
        StoredCertificate others = of(TWO, "b");
        People people = People.of(List.of(first, unbound, others));
        Set<String> both = fingerprints(first, unbound);

        assertThat(people.certificatesOf(unbound.fingerprint())).isEqualTo(both);
        assertThat(people.certificatesHeldBy("a")).isEqualTo(both);
        assertThat(people.certificatesHeldBy("b")).isEqualTo(fingerprints(others));
        assertThat(people.person(first.fingerprint())).isEqualTo(people.person(unbound.fingerprint()));
        assertThat(people.all()).containsOnlyKeys(first.fingerprint(), unbound.fingerprint(), others.fingerprint());
    }

    @Test
    void whatIsNotKnownIsAPersonOfItsOwn() {
        People people = People.of(List.of(of(ONE, "a")));
        assertThat(people.person("F".repeat(40))).isEqualTo("F".repeat(40));
        assertThat(people.certificatesOf("F".repeat(40))).containsExactly("F".repeat(40));
        assertThat(people.certificatesHeldBy("nobody")).isEmpty();
    }

    private static Set<String> fingerprints(StoredCertificate... rows) {
        return new HashSet<>(
                Arrays.stream(rows).map(StoredCertificate::fingerprint).toList());
    }
}
