package org.sallyport.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.codename.Codename;
import org.sallyport.codename.CodenameRefused;

/**
 * What a form of the PGP lane brings: a codename, if its field comes first, and the message: the first other part that is
 * not empty. Names of files and all else in a part's header are dropped.
 *
 * @param octets of the message: an empty stream if every part is empty; the stream ends only where the form says so
 */
record PostedMessage(Optional<Codename> codename, InputStream octets) {
    /** @throws jakarta.ws.rs.BadRequestException if this is not a form */
    static PostedMessage in(InputStream body, @Nullable FormType type) throws IOException, CodenameRefused {
        PostedForm form = PostedForm.open(body, type);
        Optional<Codename> codename = Optional.empty();
        PostedForm.Part part = form.next();
        if (part != null && part.name().equals(FormFields.CODENAME)) {
            codename = Optional.of(FormFields.codename(part));
            part = form.next();
        }
        while (part != null) {
            InputStream found = unlessEmpty(part.octets());
            if (found != null) {
                return new PostedMessage(codename, found);
            }
            part = form.next();
        }
        return new PostedMessage(codename, InputStream.nullInputStream());
    }

    private static @Nullable InputStream unlessEmpty(InputStream part) throws IOException {
        PushbackInputStream octets = new PushbackInputStream(part, 1);
        int first = octets.read();
        if (first < 0) {
            return null;
        }
        octets.unread(first);
        return octets;
    }
}
