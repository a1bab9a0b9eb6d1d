package org.sallyport.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.testkit.Programs;
import org.sallyport.testkit.Ran;

class DiskSpaceTest {
    /** A root that is an ordinary folder: what a program needs is mounted below it, and nothing at it. */
    private static final String IN_A_ROOT_OF_ITS_OWN = """
            set -e
            cd "$1"
            for place in usr lib lib64 etc proc dev "${2#/}" "${3#/}"; do
                [ -e "/$place" ] || continue
                mkdir -p "$place"
                mount --rbind "/$place" "$place"
            done
            exec chroot . "$4" -cp "$2:$3" "$5"
            """;

    @TempDir
    Path folder;

    @Test
    void theDiskOfAFolderIsTheSystems() throws Exception {
        DiskSpace space = DiskSpace.of(folder);
        assertThat(space.total()).isEqualTo(folder.toFile().getTotalSpace()).isPositive();
        assertThat(space.taken()).isBetween(0L, space.total());
    }

    @Test
    void aDiskOfWhichNothingIsSaidIsRefused() {
        assertThatThrownBy(() -> DiskSpace.of(folder.resolve("nothing")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the system does not say how large the disk of ");
    }

    @Test
    void aRootThatIsNoMountPointHasADiskToo() throws Exception {
        Ran ran = inARootOfItsOwn();
        Assumptions.assumeTrue(
                ran.status() != 1 || "true".equals(System.getenv("CI")), () -> "no root can be made: " + ran.errors());
        assertThat(ran.succeeded().text())
                .isEqualTo("nio fails, ours " + folder.toFile().getTotalSpace());
    }

    private Ran inARootOfItsOwn() throws IOException, InterruptedException {
        return Ran.with(
                Map.of(),
                new byte[0],
                List.of(
                        Programs.require("unshare").toString(),
                        "--mount",
                        "sh",
                        "-c",
                        IN_A_ROOT_OF_ITS_OWN,
                        "sh",
                        folder.toString(),
                        Path.of("target", "classes").toAbsolutePath().toString(),
                        Path.of("target", "test-classes").toAbsolutePath().toString(),
                        new File(System.getProperty("java.home"), "bin/java").getPath(),
                        SpaceOfRoot.class.getName()));
    }
}
