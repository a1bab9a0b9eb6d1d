package org.sallyport.review;

import jakarta.ws.rs.WebApplicationException;
import org.sallyport.web.Problem;

/** What the staff API refuses, in words that the console shows as they are. They repeat nothing of the request. */
final class Problems {
    private Problems() {}

    static WebApplicationException malformed(String detail) {
        return exception(new Problem(400, "Not understood", detail));
    }

    /** One answer for every entry that this person cannot see, whether it exists or not. */
    static WebApplicationException noSuchEntry() {
        return exception(new Problem(404, "No such entry", "There is no such entry for you."));
    }

    static WebApplicationException notFromThisState() {
        return exception(new Problem(
                409,
                "Not possible from here",
                "This entry is in another state than your page showed: a colleague may have been faster. Look again."));
    }

    static Problem notAllowed(String detail) {
        return new Problem(403, "Not allowed", detail);
    }

    private static WebApplicationException exception(Problem problem) {
        return new WebApplicationException(problem.title(), problem.response());
    }
}
