package org.sallyport.web;

import io.quarkus.runtime.Quarkus;
import io.quarkus.vertx.http.DomainSocketServerStart;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The unix domain socket that a face listens on if it is told to ({@code quarkus.http.domain-socket}). Whatever the umask
 * is, only its owner and its group reach it, which is that of its folder: Tor's own ({@code deploy/tor}). Java cannot say so
 * before the socket is there, so for a moment at the start only the folder keeps others out.
 */
@ApplicationScoped
class UnixSocket {
    private static final Logger LOG = Logger.getLogger(UnixSocket.class);
    private static final String OWNER_AND_GROUP = "rw-rw----";

    private final boolean listens;
    private final Path path;

    UnixSocket(
            @ConfigProperty(name = "quarkus.http.domain-socket-enabled", defaultValue = "false") boolean listens,
            @ConfigProperty(name = "quarkus.http.domain-socket") String path) {
        this.listens = listens;
        this.path = Path.of(path);
    }

    /** Before the framework opens it: the router is ready, and nothing listens yet. */
    void removeWhatAKilledProcessLeft(@Observes Router ready) throws IOException {
        if (!listens || !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new IllegalStateException(path + " is no socket. Remove it, or set quarkus.http.domain-socket.");
        }
        if (somebodyListens()) {
            throw new IllegalStateException(path + " is taken by another process. Stop that one first.");
        }
        Files.delete(path);
    }

    /** A socket that cannot be closed to others is not left open. */
    void closeToOthers(@ObservesAsync DomainSocketServerStart opened) {
        try {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(OWNER_AND_GROUP));
        } catch (IOException | UnsupportedOperationException e) { // the latter on file systems without owners
            LOG.errorf(
                    "%s cannot be closed to other users of this machine: %s",
                    path, e.getClass().getName());
            Quarkus.asyncExit(1);
        }
    }

    private boolean somebodyListens() throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return channel.isConnected();
        } catch (ConnectException refused) {
            return false;
        }
    }
}
