package org.sallyport.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An operator's torrc of {@code deploy/tor}, with folders of a test in the place of the system's. */
public final class OnionTorrc {
    private final String instance;
    private final Path folder;

    /**
     * @param instance {@code source} or {@code staff}
     * @param folder of the test, for keys and sockets
     */
    public OnionTorrc(String instance, Path folder) {
        this.instance = instance;
        this.folder = folder;
    }

    public String text() throws IOException {
        return Files.readString(Path.of("deploy", "tor", instance + ".torrc"))
                .replace("/var/lib/tor-instances/" + instance + "/onion", onion().toString())
                .replace("unix:/run/", "unix:" + folder + "/");
    }

    /** Its {@code HiddenServiceDir}. */
    public Path onion() {
        return folder.resolve(instance + "-onion");
    }

    /** @param owner such as {@code sallyport-source}: whose folder the socket lies in */
    public Path socket(String owner) throws IOException {
        return Files.createDirectories(folder.resolve(owner)).resolve("http.sock");
    }
}
