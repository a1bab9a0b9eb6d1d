package org.sallyport.source;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.stream.Collectors;
import org.sallyport.keyring.VettedDesk;
import org.sallyport.keyring.VettedDesks;
import org.sallyport.keyring.VettedReviewer;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Gate;
import org.sallyport.openpgp.MessageRefused;
import org.sallyport.report.NotStored;
import org.sallyport.report.ReceivingReports;

/** From the door through the gate to the store. */
@ApplicationScoped
class TakingMessages {
    /** Opens the upload: what it throws, the upload's reader throws. */
    interface Upload {
        InputStream open(InputStream bounded) throws IOException;
    }

    private final VettedDesks desks;
    private final ReceivingReports reports;
    private final SourceConfig config;

    TakingMessages(VettedDesks desks, ReceivingReports reports, SourceConfig config) {
        this.desks = desks;
        this.reports = reports;
        this.config = config;
    }

    /** @param body the request's, as it arrives */
    Outcome take(String slug, InputStream body, Upload upload) {
        VettedDesk desk = desks.find(slug).orElse(null);
        if (desk == null) {
            return new Outcome.NoSuchDesk();
        }
        if (!desk.isOpen()) {
            return new Outcome.Closed();
        }
        try {
            InputStream message =
                    upload.open(new BoundedUpload(body, config.uploadLimit().asLongValue()));
            reports.receive(desk.slug(), certificates(desk), Gate.admit(message, desk.encryptionKeys()));
            return new Outcome.Received();
        } catch (MessageRefused e) {
            return new Outcome.Refused(e.reason());
        } catch (UploadTooLarge e) {
            return new Outcome.TooLarge(SizeWords.of(config.uploadLimit().asLongValue()));
        } catch (NotStored e) {
            return new Outcome.Failed(e.certainty());
        } catch (IOException e) {
            return new Outcome.BrokenOff();
        }
    }

    private static Set<Fingerprint> certificates(VettedDesk desk) {
        return desk.reviewers().stream()
                .map(VettedReviewer::certificate)
                .map(certificate -> certificate.fingerprint())
                .collect(Collectors.toSet());
    }
}
