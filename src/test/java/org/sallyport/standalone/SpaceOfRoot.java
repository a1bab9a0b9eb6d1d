package org.sallyport.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program for a root that is no mount point: what {@code java.nio} and what {@link DiskSpace} say of it. */
final class SpaceOfRoot {
    private SpaceOfRoot() {}

    public static void main(String... arguments) throws IOException {
        Path root = Path.of("/");
        String nio;
        try {
            nio = "nio says " + Files.getFileStore(root).getTotalSpace();
        } catch (IOException noMountPoint) {
            nio = "nio fails";
        }
        System.out.print(nio + ", ours " + DiskSpace.of(root).total());
    }
}
