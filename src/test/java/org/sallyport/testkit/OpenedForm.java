package org.sallyport.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** What was sealed of a form: the files of its ZIP, by their names. */
public final class OpenedForm {
    private OpenedForm() {}

    /**
     * The one message that is stored, opened with plain gpg.
     *
     * @param reviewer of {@link Organisation}, such as {@code urgent-1}
     */
    public static Map<String, byte[]> only(String reviewer) throws Exception {
        return unzipped(zip(reviewer));
    }

    /** The same, still packed. */
    public static byte[] zip(String reviewer) throws Exception {
        try (Gpg gpg = new Gpg()) {
            gpg.importFile(Organisation.made().secretKey(reviewer));
            return gpg.open(KeptMessage.only(), Organisation.made().passphrase(reviewer));
        }
    }

    public static Map<String, byte[]> unzipped(byte[] zip) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }
}
