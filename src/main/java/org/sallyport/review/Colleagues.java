package org.sallyport.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.sallyport.cases.Colleague;
import org.sallyport.cases.Entries;
import org.sallyport.cases.EntryNotFound;
import org.sallyport.cases.EntryReaders;
import org.sallyport.cases.HandingOn;
import org.sallyport.cases.ReportsUnreachable;
import org.sallyport.keyring.VettedDesks;
import org.sallyport.keyring.VettedReviewer;
import org.sallyport.vault.Reader;

/** The vetted reviewers, as others work with them. */
@ApplicationScoped
class Colleagues {
    private final VettedDesks desks;
    private final Readers readers;
    private final Entries entries;
    private final EntryReaders entryReaders;
    private final Clock clock;

    Colleagues(VettedDesks desks, Readers readers, Entries entries, EntryReaders entryReaders, Clock clock) {
        this.desks = desks;
        this.readers = readers;
        this.entries = entries;
        this.entryReaders = entryReaders;
        this.clock = clock;
    }

    /** Those of the entry's readers who can open it now. */
    List<VettedReviewer> reading(Reader reader, UUID entry) throws EntryNotFound, ReportsUnreachable {
        List<EntryReaders.EntryReader> living = entryReaders.of(reader, entry, readers.living()).stream()
                .filter(EntryReaders.EntryReader::living)
                .toList();
        return desks.reviewers().stream()
                .filter(reviewer -> living.stream()
                        .anyMatch(one -> one.certificate().equals(reviewer.fingerprint())
                                && one.desk().equals(reviewer.desk())))
                .toList();
    }

    /**
     * To whom a reader hands on an entry that they can open.
     *
     * @param fingerprints of certificates that must all be vetted for the desk now
     */
    List<Colleague> chosen(Reader reader, UUID entry, String desk, Collection<String> fingerprints) {
        if (entries.find(reader, entry).isEmpty()) {
            throw Problems.noSuchEntry();
        }
        if (fingerprints.isEmpty() || fingerprints.size() > HandingOn.MOST_COLLEAGUES) {
            throw Problems.malformed("\"to\" is one to " + HandingOn.MOST_COLLEAGUES + " fingerprints.");
        }
        Set<String> wanted = Set.copyOf(fingerprints);
        Instant now = clock.instant();
        List<Colleague> found = desks.reviewers().stream()
                .filter(reviewer -> reviewer.desk().equals(desk) && wanted.contains(reviewer.fingerprint()))
                .map(reviewer -> new Colleague(
                        reviewer.fingerprint(),
                        desk,
                        reviewer.newestKeys(now),
                        desks.people().certificatesOf(reviewer.fingerprint()),
                        reviewer.readsVersion2(now)))
                .toList();
        if (!found.stream()
                .map(Colleague::certificate)
                .collect(Collectors.toSet())
                .equals(wanted)) {
            throw Problems.notVettedThere();
        }
        return found;
    }
}
