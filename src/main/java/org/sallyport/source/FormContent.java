package org.sallyport.source;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.sallyport.openpgp.Sealing;

/** A form on its way into the seal: its text, then file after file as they arrive, in pieces of 16 KiB. */
final class FormContent implements Sealing.Plaintext, AutoCloseable {
    private static final int PIECE = 16 * 1024;
    /** Until there is a file: most reports are a text alone. */
    private static final byte[] NO_PIECE = {};

    private static final String LANGUAGE_UNKNOWN = "und";

    private final ReportForm form;
    private final PostedForm posted;
    private final String desk;
    private byte[] piece = NO_PIECE;
    private @Nullable ReportZip zip;
    private PostedForm.@Nullable Part file;

    FormContent(ReportForm form, PostedForm posted, String desk) {
        this.form = form;
        this.posted = posted;
        this.desk = desk;
    }

    @Override
    public boolean writeSome(OutputStream sealed) throws IOException {
        if (zip == null) {
            zip = new ReportZip(sealed);
            TypedText text = form.text();
            zip.begin(
                    new ReportZip.Details(ReportZip.SCHEMA, LANGUAGE_UNKNOWN, desk, "no-script"),
                    text.octets(),
                    text.length());
            return true;
        }
        if (file == null) {
            file = nextFile();
            if (file == null) {
                zip.finish(form.codename().replyCertificate());
                return false;
            }
            piece = piece == NO_PIECE ? new byte[PIECE] : piece;
            zip.startFile(file.fileName() == null ? "" : file.fileName());
        }
        int read = file.octets().readNBytes(piece, 0, PIECE);
        zip.write(piece, 0, read);
        if (read < PIECE) {
            zip.endFile();
            file = null;
        }
        return true;
    }

    /** A field that does not belong there comes out as a broken stream, and is told apart again by {@link UnexpectedPart}. */
    private PostedForm.@Nullable Part nextFile() throws IOException {
        try {
            return form.file(posted);
        } catch (FormRefused e) {
            throw new UnexpectedPart(e);
        }
    }

    @Override
    public void close() {
        Arrays.fill(piece, (byte) 0);
        if (zip != null) {
            zip.close();
        }
    }
}
