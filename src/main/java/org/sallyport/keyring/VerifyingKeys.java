package org.sallyport.keyring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.sallyport.audit.NoteRefused;
import org.sallyport.audit.NoteVerifier;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.CertificateBundle;
import org.sallyport.openpgp.CertificateRefused;
import org.sallyport.openpgp.Standing;

/**
 * Proves from outside, without believing the service anything, that what it gives to sources is what its log says and what
 * trustees vouch for, and that the log only grew.
 *
 * @param logKey the verifier key of the log, if the asker knows it
 * @param seen where what was proved is remembered until next time
 */
public record VerifyingKeys(
        Path trustees, Optional<Path> revocations, int quorum, Optional<String> logKey, Optional<Path> seen) {
    private static final int LONGEST_LIST = 64 * 1024;
    private static final int LONGEST_BUNDLE = 4 * 1024 * 1024;

    /**
     * @param says is told each thing that is proved, a line each
     * @throws KeysRefused with everything that is wrong, a line each
     * @throws KeyFileRefused for a trustee's or revocation's file that cannot be used
     */
    public void of(PublishedKeys published, Instant now, Consumer<String> says)
            throws IOException, KeysRefused, KeyFileRefused {
        Trustees vouching = Trustees.of(new KeyFiles(
                new KeyFolder(trustees).read(),
                revocations.isPresent() ? new KeyFolder(revocations.get()).read() : Map.of()));
        FetchedKeyLog log = FetchedKeyLog.from(published);
        LoggedKeys logged = LoggedKeys.of(log.leaves());
        SeenKeyLog proved = signed(log, logged, says);
        says.accept("The log " + log.checkpoint().origin() + " has "
                + log.checkpoint().size() + " entries, which give the root that its key signed: "
                + log.checkpoint().root().hex());
        if (seen.isPresent()) {
            Optional<SeenKeyLog> before = SeenKeyLog.read(seen.get());
            if (before.isPresent()) {
                before.get().mustHaveGrownTo(log);
                says.accept("It only grew since it was last seen, with "
                        + before.get().checkpoint().size() + " entries.");
            }
        }
        desks(published, logged, new QuorumCheck(vouching, quorum, now), says);
        if (seen.isPresent()) {
            proved.write(seen.get());
        }
    }

    /** Whose signature counts: the key that was given, or the one that was seen, or, the first time, the log's own word. */
    private SeenKeyLog signed(FetchedKeyLog log, LoggedKeys logged, Consumer<String> says)
            throws IOException, KeysRefused {
        NoteVerifier own = logged.signer().orElseThrow(() -> new KeysRefused("No entry of the log says who signs it."));
        try {
            Optional<NoteVerifier> expected =
                    logKey.isPresent() ? Optional.of(NoteVerifier.parse(logKey.get())) : remembered();
            if (expected.isEmpty()) {
                says.accept("First use: nobody told this program which key signs the log, so the log's own word was"
                        + " taken. Compare this key with what the organisation publishes elsewhere: " + own
                        + (seen.isPresent()
                                ? " (It is remembered if all else is proved.)"
                                : " (--seen FILE would remember it.)"));
            }
            return SeenKeyLog.of(expected.orElse(own), log.note());
        } catch (NoteRefused refusal) {
            throw new KeysRefused(
                    "The checkpoint does not count: " + refusal.getMessage() + ". The log names " + own
                            + " as its key. If the organisation says elsewhere that this is its new key, give it with --log-key.");
        }
    }

    private Optional<NoteVerifier> remembered() throws IOException, KeysRefused {
        return seen.isPresent() ? SeenKeyLog.read(seen.get()).map(SeenKeyLog::verifier) : Optional.empty();
    }

    private static void desks(PublishedKeys published, LoggedKeys logged, QuorumCheck quorum, Consumer<String> says)
            throws IOException, KeysRefused {
        byte[] list = published
                .read("keys/desks", LONGEST_LIST)
                .orElseThrow(() -> new KeysRefused("The list of open desks, keys/desks, is missing."));
        TreeSet<String> open = new TreeSet<>(
                new String(list, StandardCharsets.US_ASCII).lines().toList());
        open.addAll(logged.open());
        List<String> wrong = new ArrayList<>();
        for (String desk : open) {
            GivenKeys.mustBeDesk(desk);
            List<Certificate> given = given(published, desk);
            List<String> faults = new ArrayList<>(GivenKeys.of(desk, given).differencesTo(logged.at(desk)));
            faults.addAll(quorum.faults(desk, given));
            if (faults.isEmpty()) {
                says.accept(
                        "Desk " + desk + ": " + given.size() + " certificates, exactly those of the log, each with at"
                                + " least " + quorum.quorum() + " trustees.");
            }
            wrong.addAll(faults);
        }
        if (!wrong.isEmpty()) {
            throw new KeysRefused(String.join("\n", wrong) + "\nEncrypt to none of these desks. The log may be some"
                    + " minutes late after a change: try again then, and if it stays, tell the trustees.");
        }
    }

    private static List<Certificate> given(PublishedKeys published, String desk) throws IOException, KeysRefused {
        Optional<byte[]> bundle = published.read("desks/" + desk + "/certificates.asc", LONGEST_BUNDLE);
        try {
            return bundle.isPresent() ? CertificateBundle.read(bundle.get()) : List.of();
        } catch (CertificateRefused refusal) {
            throw new KeysRefused("What desk " + desk + " gives cannot be read: " + refusal.getMessage() + ".");
        }
    }

    /** Whom trustees vouch for at a desk, at one moment. */
    private record QuorumCheck(Trustees trustees, int quorum, Instant at) {
        List<String> faults(String desk, List<Certificate> given) {
            return given.stream()
                    .filter(certificate -> !isVetted(certificate.under(trustees.revocations()), desk))
                    .map(certificate ->
                            "Desk " + desk + ": fewer than " + quorum + " trustees vouch for the certificate "
                                    + certificate.fingerprint().hex() + ", or it is revoked or has ended.")
                    .toList();
        }

        private boolean isVetted(Certificate certificate, String desk) {
            return !trustees.include(certificate.fingerprint())
                    && certificate
                                    .certifications(trustees.certificates(), desk, at)
                                    .size()
                            >= quorum
                    && certificate.standing(at) instanceof Standing.Usable;
        }
    }
}
