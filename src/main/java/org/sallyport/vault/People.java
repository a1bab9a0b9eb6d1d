package org.sallyport.vault;

import java.util.Map;

/** Whose certificates are whose, for a batch: what was withdrawn from a person stays so, whatever certificate they bring. */
public interface People {
    /** Every certificate that is known, by its fingerprint, with a name of its person that is the same for all of theirs. */
    Map<String, String> byCertificate();
}
