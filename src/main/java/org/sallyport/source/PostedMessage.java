package org.sallyport.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.codename.Codename;
import org.sallyport.codename.CodenameRefused;

/**
 * What a form of the PGP lane brings: a codename, if its field comes first, and the message: the only other part that is
 * not empty. Names of files and all else in a part's header are dropped.
 *
 * @param octets of the message: an empty stream if every part is empty; the stream ends only where the form says so, and only
 *     if nothing follows that would be left unused: a second message, or a codename
 */
record PostedMessage(Optional<Codename> codename, InputStream octets) {
    /** @throws jakarta.ws.rs.BadRequestException if this is not a form */
    static PostedMessage in(InputStream body, @Nullable FormType type)
            throws IOException, CodenameRefused, FormRefused {
        PostedForm form = PostedForm.open(body, type);
        Optional<Codename> codename = Optional.empty();
        PostedForm.Part part = form.next();
        if (part != null && part.name().equals(FormFields.CODENAME)) {
            codename = Optional.of(FormFields.codename(part));
            part = form.next();
        }
        try {
            return new PostedMessage(codename, message(form, part));
        } catch (IOException | FormRefused e) {
            codename.ifPresent(Codename::close);
            throw e;
        }
    }

    private static InputStream message(PostedForm form, PostedForm.@Nullable Part first)
            throws IOException, FormRefused {
        InputStream octets = nextMessage(form, first);
        return octets == null ? InputStream.nullInputStream() : new OnlyMessage(octets, form);
    }

    /** The next part that is not empty; null if there is none. */
    private static @Nullable InputStream nextMessage(PostedForm form, PostedForm.@Nullable Part first)
            throws IOException, FormRefused {
        for (PostedForm.Part part = first; part != null; part = form.next()) {
            if (part.name().equals(FormFields.CODENAME)) {
                throw new FormRefused(FormRefused.Reason.NOT_OURS);
            }
            PushbackInputStream octets = new PushbackInputStream(part.octets(), 1);
            int octet = octets.read();
            if (octet >= 0) {
                octets.unread(octet);
                return octets;
            }
        }
        return null;
    }

    /** A message that ends only where the rest of its form has been seen. */
    private static final class OnlyMessage extends InputStream {
        private final InputStream octets;
        private final PostedForm form;
        private boolean whole;
        private @Nullable IOException failure;

        OnlyMessage(InputStream octets, PostedForm form) {
            this.octets = octets;
            this.form = form;
        }

        @Override
        public int read() throws IOException {
            return isOver() ? -1 : orEnd(octets.read());
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return isOver() ? -1 : orEnd(octets.read(target, offset, length));
        }

        /** Behind the end the form has gone on: the part's own stream must not be read again. */
        private boolean isOver() throws IOException {
            if (failure != null) {
                // A caller that swallowed it must not find an end of stream afterwards.
                throw failure;
            }
            return whole;
        }

        private int orEnd(int read) throws IOException {
            if (read < 0) {
                expectNothingElse();
                whole = true;
            }
            return read;
        }

        private void expectNothingElse() throws IOException {
            try {
                if (nextMessage(form, form.next()) != null) {
                    throw new FormRefused(FormRefused.Reason.TWO_MESSAGES);
                }
            } catch (FormRefused e) {
                failure = new UnexpectedPart(e);
                throw failure;
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
    }
}
