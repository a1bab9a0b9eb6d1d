package org.sallyport.source;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.sallyport.codename.Codename;
import org.sallyport.codename.CodenameRefused;

/**
 * A form of the no-script lane, read as it arrives: codename, desk, text, then the files. What was read of it is kept until
 * {@link #close()}, so that a form that is refused can come back with what was typed.
 */
final class ReportForm implements AutoCloseable {
    /** The reviewers' console lists twice as many. The pages name this number. */
    private static final int MOST_FILES = 1_000;

    private int files;
    private @Nullable Codename codename;
    private String desk = "";
    private TypedText text = TypedText.none();
    private PostedForm.@Nullable Part ahead;

    /** Reads it as far as its files. */
    void read(PostedForm form) throws IOException, FormRefused, CodenameRefused {
        codename = FormFields.codename(FormFields.expect(form.next(), FormFields.CODENAME));
        desk = FormFields.name(FormFields.expect(form.next(), FormFields.DESK));
        readText(form);
    }

    private void readText(PostedForm form) throws IOException, FormRefused {
        text = TypedText.read(FormFields.expect(form.next(), FormFields.TEXT).octets());
        ahead = nextFile(form);
        if (ahead == null && text.isBlank()) {
            throw new FormRefused(FormRefused.Reason.NOTHING_IN_IT);
        }
    }

    /** The next file, or null after the last. A browser sends a field for files without a name if none was chosen. */
    PostedForm.@Nullable Part file(PostedForm form) throws IOException, FormRefused {
        PostedForm.Part file = ahead;
        ahead = null;
        return file != null ? file : nextFile(form);
    }

    private PostedForm.@Nullable Part nextFile(PostedForm form) throws IOException, FormRefused {
        PostedForm.Part part = form.next();
        while (part != null && isNoFile(FormFields.expect(part, FormFields.FILES))) {
            part = form.next();
        }
        if (part != null && ++files > MOST_FILES) {
            throw new FormRefused(FormRefused.Reason.TOO_MANY_FILES);
        }
        return part;
    }

    private static boolean isNoFile(PostedForm.Part part) throws IOException {
        return (part.fileName() == null || part.fileName().isEmpty())
                && part.octets().read() < 0;
    }

    boolean hasCodename() {
        return codename != null;
    }

    /** @throws IllegalStateException while it has not been read */
    Codename codename() {
        if (codename == null) {
            throw new IllegalStateException("the form has not been read so far");
        }
        return codename;
    }

    String desk() {
        return desk;
    }

    TypedText text() {
        return text;
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }

    @Override
    public void close() {
        text.close();
        if (codename != null) {
            codename.close();
        }
    }
}
