package org.sallyport.source;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.sallyport.codename.Codename;
import org.sallyport.codename.CodenameRefused;
import org.sallyport.intake.ArrivalKind;
import org.sallyport.intake.Destination;
import org.sallyport.intake.NewMailbox;
import org.sallyport.intake.NotStored;
import org.sallyport.intake.ReceivingReports;
import org.sallyport.keyring.VettedDesk;
import org.sallyport.keyring.VettedDesks;
import org.sallyport.openpgp.Gate;
import org.sallyport.openpgp.MessageRefused;

/** From the door through the gate to the store, in every lane. */
@ApplicationScoped
class TakingMessages {
    /** What a lane does with a request's body. */
    interface Attempt {
        Outcome make(InputStream bounded) throws IOException, FormRefused, CodenameRefused, NotStored;
    }

    private final VettedDesks desks;
    private final ReceivingReports reports;
    private final RoomLeft room;
    private final SourceConfig config;

    TakingMessages(VettedDesks desks, ReceivingReports reports, RoomLeft room, SourceConfig config) {
        this.desks = desks;
        this.reports = reports;
        this.room = room;
        this.config = config;
    }

    /**
     * Makes an outcome of whatever happens.
     *
     * @param body the request's, as it arrives
     */
    Outcome attempt(InputStream body, Attempt attempt) {
        long limit = config.uploadLimit().asLongValue();
        BoundedUpload bounded = new BoundedUpload(body, limit, room::now);
        try {
            return attempt.make(bounded);
        } catch (MessageRefused e) {
            return new Outcome.Refused(e.reason());
        } catch (UploadTooLarge e) {
            return new Outcome.TooLarge(SizeWords.of(limit));
        } catch (NoRoomForMore e) {
            return new Outcome.NoRoom(e.state());
        } catch (UnexpectedPart e) {
            return new Outcome.FormNotTaken(e.reason());
        } catch (FormRefused e) {
            return new Outcome.FormNotTaken(e.reason());
        } catch (CodenameRefused e) {
            return new Outcome.FormNotTaken(FormRefused.Reason.NOT_OURS);
        } catch (NotStored e) {
            return new Outcome.Failed(e.certainty());
        } catch (IOException e) {
            return new Outcome.BrokenOff();
        } finally {
            bounded.wipe();
        }
    }

    /** Why nothing can be sent to this desk now; empty if it can. */
    Optional<Outcome> shut(String slug) {
        Optional<VettedDesk> desk = desks.find(slug);
        if (desk.isEmpty()) {
            return Optional.of(new Outcome.NoSuchDesk());
        }
        return desk.get().isOpen() ? room.shut() : Optional.of(new Outcome.Closed());
    }

    /** Stores the message for a desk that is not {@link #shut}. */
    Outcome deliver(String slug, ArrivalKind kind, InputStream message, Optional<Codename> codename)
            throws IOException, NotStored {
        VettedDesk desk = desks.find(slug).filter(VettedDesk::isOpen).orElse(null);
        if (desk == null) {
            return new Outcome.Closed();
        }
        reports.receive(
                new Destination(desk.slug(), desk.shownAtOnce(), kind),
                Gate.admit(message, desk.encryptionKeys()),
                codename.map(TakingMessages::mailbox));
        return new Outcome.Received();
    }

    private static NewMailbox mailbox(Codename codename) {
        return new NewMailbox(codename.mailboxId(), codename.tokenHash(), codename.replyCertificate());
    }
}
