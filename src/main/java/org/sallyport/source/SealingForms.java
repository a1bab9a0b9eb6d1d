package org.sallyport.source;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.codename.Codename;
import org.sallyport.intake.ArrivalKind;
import org.sallyport.intake.Mailboxes;
import org.sallyport.intake.NotStored;
import org.sallyport.intake.StoreUnreachable;
import org.sallyport.keyring.VettedDesk;
import org.sallyport.keyring.VettedDesks;
import org.sallyport.keyring.VettedReviewer;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Sealing;

/**
 * The no-script lane: a form becomes a sealed message while it arrives. What is readable in this process is the text until
 * the report is stored, and a few pieces of 16 KiB of the file that is arriving.
 */
@ApplicationScoped
class SealingForms {
    private final TakingMessages messages;
    private final VettedDesks desks;
    private final Mailboxes mailboxes;
    private final Clock clock;

    SealingForms(TakingMessages messages, VettedDesks desks, Mailboxes mailboxes, Clock clock) {
        this.messages = messages;
        this.desks = desks;
        this.mailboxes = mailboxes;
        this.clock = clock;
    }

    /** @param form filled while it is read; the caller closes it */
    Outcome report(ReportForm form, InputStream body, @Nullable FormType type) {
        return messages.attempt(body, bounded -> {
            PostedForm posted = PostedForm.open(bounded, type);
            form.read(posted);
            return seal(form, posted, ArrivalKind.REPORT);
        });
    }

    /** Adds to a report that the form's codename leads to, at one of the desks that it was sent to. */
    Outcome addition(ReportForm form, InputStream body, @Nullable FormType type) {
        return messages.attempt(body, bounded -> {
            PostedForm posted = PostedForm.open(bounded, type);
            form.read(posted);
            return desks(form.codename()).contains(form.desk())
                    ? seal(form, posted, ArrivalKind.ADDITION)
                    : new Outcome.NothingToAddTo();
        });
    }

    private List<String> desks(Codename codename) throws NotStored {
        byte[] token = codename.token();
        try {
            return mailboxes
                    .open(codename.mailboxId(), token, 0)
                    .map(Mailboxes.Opened::desks)
                    .orElse(List.of());
        } catch (StoreUnreachable e) {
            throw NotStored.because(e);
        } finally {
            Arrays.fill(token, (byte) 0);
        }
    }

    private Outcome seal(ReportForm form, PostedForm posted, ArrivalKind kind) throws IOException, NotStored {
        String slug = form.desk();
        Outcome shut = messages.shut(slug).orElse(null);
        if (shut != null) {
            return shut;
        }
        List<Certificate> reviewers = desks.find(slug).map(VettedDesk::reviewers).stream()
                .flatMap(List::stream)
                .map(VettedReviewer::certificate)
                .toList();
        try (FormContent content = new FormContent(form, posted, slug)) {
            InputStream sealed = Sealing.seal(reviewers, clock.instant(), content);
            return messages.deliver(slug, kind, sealed, Optional.of(form.codename()));
        }
    }
}
