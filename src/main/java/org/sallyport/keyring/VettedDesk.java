package org.sallyport.keyring;

import java.util.List;
import org.sallyport.openpgp.EncryptionKey;

/**
 * A desk and who may receive its reports now.
 *
 * @param reviewers by alias
 * @param minimum with how many of them it is open
 */
public record VettedDesk(String slug, String name, String description, List<VettedReviewer> reviewers, int minimum) {

    /** A closed desk takes no report: one reviewer alone can be lost, coerced or arrested, and the report with them. */
    public boolean isOpen() {
        return reviewers.size() >= minimum;
    }

    /** All keys that a report for this desk may be sealed to. */
    public List<EncryptionKey> encryptionKeys() {
        return reviewers.stream()
                .flatMap(reviewer -> reviewer.encryptionKeys().stream())
                .toList();
    }
}
