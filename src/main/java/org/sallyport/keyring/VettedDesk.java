package org.sallyport.keyring;

import java.util.List;
import org.sallyport.openpgp.EncryptionKey;

/**
 * A desk and who may receive its reports now.
 *
 * @param reviewers by alias
 * @param minimum with how many people among them it is open
 * @param retired whether it was closed for good: sources do not see it, its reviewers keep what was sent to it
 * @param shownAtOnce whether its reviewers are shown a message within seconds, not with the hourly batch
 */
public record VettedDesk(
        String slug,
        String name,
        String description,
        List<VettedReviewer> reviewers,
        int minimum,
        boolean retired,
        boolean shownAtOnce) {

    /** A closed desk takes no report: one reviewer alone can be lost, coerced or arrested, and the report with them. */
    public boolean isOpen() {
        return !retired && people() >= minimum;
    }

    /** How many people that is: somebody with two certificates is one. */
    private long people() {
        return reviewers.stream().map(VettedReviewer::person).distinct().count();
    }

    /** All keys that a report for this desk may be sealed to. */
    public List<EncryptionKey> encryptionKeys() {
        return VettedReviewer.encryptionKeys(reviewers);
    }
}
