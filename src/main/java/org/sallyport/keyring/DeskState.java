package org.sallyport.keyring;

import java.util.ArrayList;
import java.util.List;

/**
 * A desk, for those who look after it.
 *
 * @param reviewers how many are vetted for it today
 * @param minimum with how many it is offered to sources
 * @param lacking what keeps each certificate that some trustee vouches for from receiving its reports, a sentence each
 */
public record DeskState(
        String slug,
        String name,
        String description,
        List<DeskText> texts,
        boolean retired,
        boolean open,
        int reviewers,
        int minimum,
        List<String> lacking) {

    static DeskState of(Desk desk, List<DeskText> texts, List<CertificateState> certificates, int minimum) {
        int vetted = 0;
        List<String> lacking = new ArrayList<>();
        for (CertificateState certificate : certificates) {
            if (certificate.isVettedFor(desk.slug())) {
                vetted++;
            } else {
                certificate.desks().stream()
                        .filter(one -> one.desk().equals(desk.slug()))
                        .forEach(one -> lacking.add(sentence(certificate, one)));
            }
        }
        return new DeskState(
                desk.slug(),
                desk.name(),
                desk.description(),
                texts,
                desk.isRetired(),
                !desk.isRetired() && vetted >= minimum,
                vetted,
                minimum,
                lacking);
    }

    private static String sentence(CertificateState certificate, CertificateState.Vouching vouching) {
        String who = certificate.alias() == null ? certificate.fingerprint() : certificate.alias();
        return certificate.fault() == null
                ? who + ": " + vouching.trustees() + " of " + vouching.quorum() + " trustees vouch for it."
                : who + ": " + certificate.fault() + ".";
    }
}
