package org.sallyport.source;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address by which a source came here, for a command to copy. The request says so itself, and could say anything: it is
 * repeated only if it is an onion service's (rend-spec-v3) or this machine's own.
 */
final class OwnAddress {
    private static final Pattern OURS =
            Pattern.compile("(?:[a-z2-7]{56}\\.onion|localhost|127\\.0\\.0\\.1)(?::[0-9]{1,5})?");

    private OwnAddress() {}

    /**
     * @param host the request's header of that name
     * @return with a slash at its end
     */
    static Optional<String> of(@Nullable String host) {
        return host != null && OURS.matcher(host).matches() ? Optional.of("http://" + host + "/") : Optional.empty();
    }
}
