package org.sallyport.review;

import jakarta.ws.rs.WebApplicationException;
import org.sallyport.cases.AccessRefused;
import org.sallyport.cases.ReplyRefused;
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

    static WebApplicationException replyRefused(ReplyRefused.Reason reason) {
        return exception(
                switch (reason) {
                    case NO_MAILBOX ->
                        new Problem(
                                409,
                                "Nobody would read it",
                                "The source has no codename for this report, or has closed its mailbox.");
                    case THREAD_CHANGED ->
                        new Problem(
                                409,
                                "Something new is in the thread",
                                "A colleague or the source was faster: read what came in, then send your reply again.");
                    case OTHER_MAILBOX ->
                        new Problem(
                                409,
                                "Not this codename's report",
                                "The reply key inside this report belongs to another codename than the one it came under, so a reply"
                                        + " here could reach somebody who captured the report. Reply in the copy that came under the"
                                        + " writer's codename, if there is one.");
                    case NOT_FOR_THE_SOURCE ->
                        new Problem(
                                422,
                                "Not sealed to the source",
                                "Encrypt the reply to the report's reply key, as the page shows, and send it again.");
                    case HIDDEN_RECIPIENT ->
                        new Problem(
                                422,
                                "It hides a recipient",
                                "Encrypt the reply again with --no-throw-keyids and with -r for each -R: the lines throw-keyids,"
                                        + " hidden-recipient and hidden-encrypt-to in gpg.conf do the same.");
                    case NO_REPLY_KEY ->
                        new Problem(422, "Not a reply key", "The reply key is damaged, or is no key to encrypt to.");
                    case NOT_SEALED ->
                        new Problem(
                                422,
                                "Not an encrypted reply",
                                "Send the OpenPGP message that your program wrote, and nothing else.");
                    case TOO_LONG -> new Problem(413, "Too long", "A reply is at most 8,000 characters long.");
                });
    }

    static WebApplicationException packetRefused() {
        return exception(new Problem(
                422,
                "Not a packet of yours",
                "A session-key packet must be for your newest subkey, and of the version of the sealed message."));
    }

    static WebApplicationException notVettedThere() {
        return exception(new Problem(
                409,
                "Not vetted there",
                "Somebody of those you chose is not a vetted reviewer of that desk any more. Choose again."));
    }

    static WebApplicationException accessRefused(AccessRefused.Reason reason) {
        return exception(
                switch (reason) {
                    case CANNOT_READ_VERSION_2 ->
                        new Problem(
                                422,
                                "They could not open it",
                                "It is sealed in the newer format, and a colleague you chose opens reports with gpg, which"
                                        + " does not know it. Choose somebody who opens reports in the console.");
                    case WITHDRAWN ->
                        new Problem(
                                409,
                                "A desk lead took it away",
                                "A desk lead has withdrawn this entry from a colleague you chose: only a desk lead can give"
                                        + " it back.");
                    case NOT_THE_PACKETS ->
                        new Problem(
                                422,
                                "Not what belongs to it",
                                "It takes one session-key packet for each message and colleague, for their newest subkey and"
                                        + " of the version of the sealed message. Something may have come in meanwhile: try"
                                        + " again.");
                    case NOBODY_LEFT ->
                        new Problem(
                                409,
                                "Nobody could open it",
                                "Nobody else can open everything of this entry. Hand it on to somebody first.");
                });
    }

    static Problem notAllowed(String detail) {
        return new Problem(403, "Not allowed", detail);
    }

    private static WebApplicationException exception(Problem problem) {
        return new WebApplicationException(problem.title(), problem.response());
    }
}
