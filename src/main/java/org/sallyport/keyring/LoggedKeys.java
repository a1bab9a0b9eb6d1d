package org.sallyport.keyring;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sallyport.audit.NoteVerifier;

/**
 * What the leaves of the key log say, taken together: the newest leaf of each desk counts.
 *
 * @param signer whose checkpoints count; none before the first leaf
 * @param desks by slug
 */
record LoggedKeys(Optional<NoteVerifier> signer, SortedMap<String, GivenKeys> desks) {

    static LoggedKeys of(List<byte[]> leaves) throws KeysRefused {
        Optional<NoteVerifier> signer = Optional.empty();
        SortedMap<String, GivenKeys> desks = new TreeMap<>();
        for (byte[] octets : leaves) {
            KeyLogLeaf leaf = KeyLogLeaf.parse(octets);
            if (leaf instanceof KeyLogLeaf.SignedBy signed) {
                signer = Optional.of(signed.key());
            } else if (leaf instanceof KeyLogLeaf.GivenAtDesk at) {
                desks.put(at.given().desk(), at.given());
            }
        }
        return new LoggedKeys(signer, Collections.unmodifiableSortedMap(desks));
    }

    /** Nothing for a desk that the log has never named. */
    GivenKeys at(String desk) {
        return Optional.ofNullable(desks.get(desk)).orElseGet(() -> GivenKeys.nothing(desk));
    }

    /** The desks that sources can write to, if the log is right. */
    List<String> open() {
        return desks.entrySet().stream()
                .filter(desk -> !desk.getValue().isNothing())
                .map(Map.Entry::getKey)
                .toList();
    }
}
