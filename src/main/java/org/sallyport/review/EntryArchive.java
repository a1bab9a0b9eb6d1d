package org.sallyport.review;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.sallyport.cases.EntryNotFound;
import org.sallyport.cases.EntryThreads;
import org.sallyport.cases.ReportsUnreachable;
import org.sallyport.cases.ThreadMessage;
import org.sallyport.vault.Reader;

/** All sealed messages of an entry that a reader may try, in one ZIP, for a machine that is on no network. Nothing in it is opened. */
final class EntryArchive {
    /** No file in it tells when it was made. */
    private static final LocalDate NO_DAY = LocalDate.of(1980, 2, 1);

    private final EntryThreads threads;
    private final Reader reader;
    private final UUID entry;
    private final List<ThreadMessage> messages;

    private EntryArchive(EntryThreads threads, Reader reader, UUID entry, List<ThreadMessage> messages) {
        this.threads = threads;
        this.reader = reader;
        this.entry = entry;
        this.messages = messages;
    }

    static EntryArchive of(EntryThreads threads, Reader reader, UUID entry) throws EntryNotFound, ReportsUnreachable {
        List<ThreadMessage> readable = threads.thread(reader, entry).messages().stream()
                .filter(ThreadMessage::readable)
                .toList();
        return new EntryArchive(threads, reader, entry, readable);
    }

    /** @throws IOException if the database or the receiver fails: what was written is then incomplete */
    void writeTo(OutputStream sink) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(sink);
        // Ciphertext does not compress.
        zip.setLevel(Deflater.NO_COMPRESSION);
        for (int number = 0; number < messages.size(); number++) {
            ThreadMessage message = messages.get(number);
            ZipEntry file = new ZipEntry((number + 1) + name(message));
            file.setTimeLocal(NO_DAY.atTime(LocalTime.MIDNIGHT));
            zip.putNextEntry(file);
            try {
                threads.export(reader, entry, message.id()).writeTo(zip);
            } catch (EntryNotFound | ReportsUnreachable e) {
                throw new IOException("a message went while the archive was written", e);
            }
            zip.closeEntry();
        }
        zip.finish();
    }

    private static String name(ThreadMessage message) {
        String part = message.part().equals("report") ? "" : "-" + message.part();
        return "-" + message.kind() + part + "-" + message.day() + ".pgp";
    }
}
