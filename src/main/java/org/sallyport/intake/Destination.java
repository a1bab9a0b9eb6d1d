package org.sallyport.intake;

import java.util.Set;
import org.sallyport.openpgp.Fingerprint;

/**
 * Where a message goes.
 *
 * @param desk its slug
 * @param prompt whether the desk opted in to batches every few seconds
 * @param reviewers the desk's vetted certificates now
 */
public record Destination(String desk, boolean prompt, Set<Fingerprint> reviewers, ArrivalKind kind) {
    public Destination {
        reviewers = Set.copyOf(reviewers);
    }
}
