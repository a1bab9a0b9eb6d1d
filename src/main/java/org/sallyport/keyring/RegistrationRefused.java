package org.sallyport.keyring;

import java.util.Optional;
import org.sallyport.openpgp.CertificateFault;
import org.sallyport.openpgp.CertificateRefused;

/** A certificate cannot be brought in. Nothing was changed. */
public final class RegistrationRefused extends Exception {
    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** It cannot be read, or could receive nothing. */
        FAULTY,
        NOT_THEIR_ALIAS,
        SOMEBODY_ELSES,
        ALIAS_GIVEN,
        RETIRED,
        A_TRUSTEES,
        NOT_KNOWN,
        NOTHING_NEW,
        TOO_MANY
    }

    private static final String MEND = "Make another one, or mend it with gpg and bring it again.";

    private final Reason reason;
    private final Optional<CertificateFault> fault;

    private RegistrationRefused(Reason reason, Optional<CertificateFault> fault) {
        super(reason.name());
        this.reason = reason;
        this.fault = fault;
    }

    static RegistrationRefused because(Reason reason) {
        return new RegistrationRefused(reason, Optional.empty());
    }

    static RegistrationRefused of(CertificateFault fault) {
        return new RegistrationRefused(Reason.FAULTY, Optional.of(fault));
    }

    static RegistrationRefused of(CertificateRefused refusal) {
        return of(refusal.fault());
    }

    public Reason reason() {
        return reason;
    }

    /** What was wrong and what to do, in words that can be shown as they are. */
    public String words() {
        return switch (reason) {
            case FAULTY ->
                "This certificate is not taken: "
                        + fault.map(CertificateFault::words).orElse("it has a fault")
                        + ". Nothing was changed. "
                        + fault.map(RegistrationRefused::remedy).orElse(MEND);
            case NOT_THEIR_ALIAS ->
                "This certificate is not taken: its user id is not your own role alias."
                        + " Make one whose only user id is the address that this page names.";
            case SOMEBODY_ELSES ->
                "This certificate belongs to another person's sign-in. If it is yours all the same, somebody"
                        + " else has brought it in your place: tell the operator, and make a new one.";
            case ALIAS_GIVEN ->
                "This certificate is not taken: your role alias was given to another person's sign-in before, and an"
                        + " alias is never given twice, not even when the earlier certificate is retired or has ended. Ask"
                        + " whoever keeps the accounts for another role alias, and make a certificate with that one.";
            case RETIRED ->
                "This certificate is retired: it receives nothing any more, whoever signs it, and that cannot be"
                        + " undone. Nothing was changed. Its owner makes a new one, brings that, and has the trustees sign"
                        + " it.";
            case A_TRUSTEES ->
                "This is a trustee's certificate. A trustee vouches for others and receives no reports with it.";
            case NOT_KNOWN ->
                "No reviewer has brought this certificate. Its owner registers it first, signed in as themselves;"
                        + " then bring what the trustees signed.";
            case NOTHING_NEW ->
                "There is nothing new in it: no signature by a trustee or by its owner that is not here already. Check"
                        + " that it is the file that came back from the trustee, and that the trustee's certificate is in"
                        + " the trustees' folder.";
            case TOO_MANY -> "You have brought as many certificates as one person may have. Tell the operator.";
        };
    }

    private static String remedy(CertificateFault fault) {
        return switch (fault) {
            case NOT_YET_VALID ->
                "Check your clock, and set it. When the time that it showed has come, bring the same certificate"
                        + " again.";
            case GARBAGE, BAD_ARMOR ->
                "Export it again with your program, for example with gpg --armor --export, and bring the file that it"
                        + " writes.";
            default -> MEND;
        };
    }
}
