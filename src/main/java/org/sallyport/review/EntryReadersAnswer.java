package org.sallyport.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.sallyport.cases.EntryNotFound;
import org.sallyport.cases.EntryReaders;
import org.sallyport.cases.ReportsUnreachable;
import org.sallyport.keyring.VettedDesks;
import org.sallyport.vault.Reader;

/** Who can open an entry, as its readers are told. */
@ApplicationScoped
class EntryReadersAnswer {
    /** For a certificate that is no longer known here, or no longer says who it is. */
    private static final String NOBODY_KNOWN = "an unknown certificate";

    private final EntryReaders entryReaders;
    private final Readers readers;
    private final VettedDesks desks;

    EntryReadersAnswer(EntryReaders entryReaders, Readers readers, VettedDesks desks) {
        this.entryReaders = entryReaders;
        this.readers = readers;
        this.desks = desks;
    }

    Answer of(Reader reader, UUID entry) throws EntryNotFound, ReportsUnreachable {
        return new Answer(entryReaders.of(reader, entry, readers.living()).stream()
                .map(one ->
                        new One(alias(one.certificate()), one.desk(), one.certificate(), one.living(), one.withdrawn()))
                .toList());
    }

    String alias(String certificate) {
        return desks.alias(certificate).orElse(NOBODY_KNOWN);
    }

    record Answer(List<One> readers) {}

    /**
     * @param living whether they can open it now
     * @param withdrawn whether a desk lead took it from them
     */
    record One(String alias, String desk, String fingerprint, boolean living, boolean withdrawn) {}
}
