package org.sallyport.review;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.sallyport.testkit.Person;
import org.sallyport.testkit.PlainGpg;
import org.sallyport.testkit.Vetting;

/** What a reviewer does with downloaded files on a machine without a network: real gpg, with their own secret key and no other. */
final class EntryFiles implements AutoCloseable {
    private final PlainGpg gpg = new PlainGpg();
    private final String passphrase;

    EntryFiles(Person reader) throws IOException {
        passphrase = Vetting.passphraseFile(reader).toString();
        gpg.run(Files.readAllBytes(Vetting.secretKey(reader)), "--passphrase-file", passphrase, "--import")
                .orFail();
    }

    /** Fails if gpg does not open it. */
    String open(byte[] message) throws IOException {
        return new String(opened(message), StandardCharsets.UTF_8);
    }

    /** What gpg finds inside a report that is a ZIP. */
    String reportText(byte[] message) throws IOException {
        return new String(members(opened(message)).getOrDefault("report.txt", new byte[0]), StandardCharsets.UTF_8);
    }

    private byte[] opened(byte[] message) throws IOException {
        return gpg.run(message, "--passphrase-file", passphrase, "--decrypt").orFail();
    }

    /** The files of a ZIP, in their order. */
    static Map<String, byte[]> members(byte[] zip) throws IOException {
        Map<String, byte[]> members = new LinkedHashMap<>();
        try (ZipInputStream files = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry file = files.getNextEntry(); file != null; file = files.getNextEntry()) {
                members.put(file.getName(), files.readAllBytes());
            }
        }
        return members;
    }

    @Override
    public void close() throws IOException {
        gpg.close();
    }
}
