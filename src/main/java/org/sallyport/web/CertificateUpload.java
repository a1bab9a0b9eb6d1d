package org.sallyport.web;

import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.io.InputStream;

/** A certificate as staff send it: read no further than one can be long. */
public final class CertificateUpload {
    /** 64 KiB are a third longer in armor, and have line ends. */
    private static final int MOST = 92 * 1024;

    private CertificateUpload() {}

    public static byte[] read(InputStream body) throws IOException {
        byte[] octets = body.readNBytes(MOST + 1);
        if (octets.length > MOST) {
            throw exception(new Problem(
                    413,
                    "Too large",
                    "A certificate is at most 64 KiB. Export it with --export-options export-minimal, or ask for help:"
                            + " a large one usually carries other people's signatures."));
        }
        return octets;
    }

    /** @param words what was wrong and what to do */
    public static WebApplicationException refused(String words) {
        return exception(new Problem(422, "Not taken", words));
    }

    /** One answer, whether it is somebody else's or nobody's. */
    public static WebApplicationException notFound() {
        return exception(new Problem(
                404,
                "No such certificate",
                "There is no certificate with this fingerprint that you could retire. Load the page again."));
    }

    private static WebApplicationException exception(Problem problem) {
        return new WebApplicationException(problem.title(), problem.response());
    }
}
