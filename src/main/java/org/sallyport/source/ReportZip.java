package org.sallyport.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What is sealed of a report: a ZIP, written from front to back while the form arrives. In this order {@link #begin}, for
 * each file {@link #startFile}, {@link #write}, {@link #endFile}, then {@link #finish}. Readers of any system open it: no
 * compression, no encryption, no time, UTF-8 names, under 4 GiB. Its size is a Padmé size.
 */
final class ReportZip implements AutoCloseable {
    static final int SCHEMA = 1;

    /** Without the buffers that Jackson keeps for the next document on a thread: names of files would stay in them. */
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .build());

    private final PlainZip zip;
    private final FileNames names = new FileNames();
    private final List<Listed> manifest = new ArrayList<>();
    private final MessageDigest digest = sha256();
    private String entry = "";
    private long size;

    /** {@code report.json}: what the form says beside the text. */
    record Details(int schema, String language, String desk, String lane) {}

    private record Manifest(int schema, List<Listed> files) {}

    private record Listed(String name, long size, String sha256) {}

    /** @param to left open */
    ReportZip(OutputStream to) {
        zip = new PlainZip(to);
    }

    /** @param text of the report in UTF-8, so many octets of it */
    void begin(Details details, byte[] text, int length) throws IOException {
        whole("report.json", json(details));
        start("report.txt");
        write(text, 0, length);
        endFile();
    }

    /** @param sentName as the browser sent it; made safe here */
    void startFile(String sentName) throws IOException {
        start("files/" + names.safe(sentName));
    }

    void write(byte[] octets, int offset, int length) throws IOException {
        zip.write(octets, offset, length);
        digest.update(octets, offset, length);
        size += length;
    }

    void endFile() throws IOException {
        zip.endEntry();
        manifest.add(new Listed(entry, size, HexFormat.of().formatHex(digest.digest())));
    }

    /** @param replyKey the codename's certificate */
    void finish(byte[] replyKey) throws IOException {
        whole("reply-key.pgp", replyKey);
        zip.startEntry("manifest.json");
        byte[] listed = json(new Manifest(SCHEMA, manifest));
        zip.write(listed, 0, listed.length);
        zip.endEntry();
        zip.endPadded();
    }

    /** Wipes what is still buffered; without {@link #finish} before, what was written is no ZIP. */
    @Override
    public void close() {
        zip.close();
    }

    private void start(String name) throws IOException {
        entry = name;
        size = 0;
        zip.startEntry(name);
    }

    private void whole(String name, byte[] octets) throws IOException {
        start(name);
        write(octets, 0, octets.length);
        endFile();
    }

    private static byte[] json(Object value) throws JsonProcessingException {
        return JSON.writeValueAsBytes(value);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
