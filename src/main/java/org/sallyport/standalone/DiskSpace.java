package org.sallyport.standalone;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

/** How large the disk of a folder is, and how much of it cannot be written to any more, in octets. */
record DiskSpace(long total, long taken) {
    /**
     * Asks the folder itself. {@code java.nio} looks for the mount point above it first, which there need not be: the root of a
     * container is often none.
     */
    static DiskSpace of(Path folder) throws IOException {
        File place = folder.toFile();
        long total = place.getTotalSpace();
        if (total == 0) {
            throw new IOException("the system does not say how large the disk of " + folder + " is");
        }
        return new DiskSpace(total, total - place.getUsableSpace());
    }
}
