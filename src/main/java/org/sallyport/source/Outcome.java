package org.sallyport.source;

import java.util.List;
import org.sallyport.intake.NotStored;
import org.sallyport.intake.StorageState;
import org.sallyport.openpgp.Refusal;

/** What became of a posted message, in the words that the source is given. */
sealed interface Outcome {
    String NOTHING_STORED = "Nothing was stored.";

    /**
     * What the source is told.
     *
     * @param status of HTTP
     * @param sentences first what happened, then what to do
     */
    record Words(int status, String title, List<String> sentences) {}

    Words words();

    default int status() {
        return words().status();
    }

    default String title() {
        return words().title();
    }

    default List<String> sentences() {
        return words().sentences();
    }

    record Received() implements Outcome {
        @Override
        public Words words() {
            return new Words(
                    200,
                    "Received",
                    List.of(
                            "Your message is stored safely. Nobody has opened it yet: whether it can be opened is"
                                    + " known only when a reviewer does.",
                            "Everything that did not belong to the sealed message was thrown away, your own key's"
                                    + " number and any comment included.",
                            "If you are not sure that this page belonged to your last try, send the same file again:"
                                    + " it does no harm.",
                            "With a codename you can come back for an answer. Without one, say inside the message how"
                                    + " you can be reached safely if you need one."));
        }
    }

    record Refused(Refusal reason) implements Outcome {
        @Override
        public Words words() {
            RefusalWords words = RefusalWords.of(reason);
            return new Words(422, "Not accepted", List.of(words.what(), NOTHING_STORED, words.next()));
        }
    }

    /** @param limit the largest upload, in words */
    record TooLarge(String limit) implements Outcome {
        @Override
        public Words words() {
            return new Words(
                    413,
                    "Too large",
                    List.of(
                            "The upload is larger than " + limit + ".",
                            NOTHING_STORED,
                            "Send it in several smaller parts, one after the other."));
        }
    }

    /** The form is not as our page makes it, or has nothing in it. */
    record FormNotTaken(FormRefused.Reason reason) implements Outcome {
        @Override
        public Words words() {
            return new Words(
                    422,
                    "Not accepted",
                    List.of(FormRefusalWords.what(reason), NOTHING_STORED, FormRefusalWords.next(reason)));
        }
    }

    /** Something was to be added under a codename that leads nowhere, or not to this desk. */
    record NothingToAddTo() implements Outcome {
        @Override
        public Words words() {
            return new Words(
                    409,
                    "Not accepted",
                    List.of(
                            "Nothing is kept under this codename, so nothing can be added: its mailbox was closed.",
                            NOTHING_STORED,
                            "Go back to the first page and send it as a report: it then has a codename of its own."));
        }
    }

    record MailboxClosed() implements Outcome {
        @Override
        public Words words() {
            return new Words(
                    200,
                    "Closed",
                    List.of(
                            "Your words lead nowhere any more, and nobody can open the answers with them.",
                            "What led from them to your report, and the answers that were sealed to them alone, are"
                                    + " gone from this server's disk after the next night.",
                            "You can forget the words."));
        }
    }

    record LaneClosed() implements Outcome {
        @Override
        public Words words() {
            return new Words(
                    403,
                    "This way is closed",
                    List.of(
                            "Here messages are taken only if they were encrypted on your own device.",
                            NOTHING_STORED,
                            "Go back to the first page and choose a desk: its page shows how."));
        }
    }

    /** The upload ended before its form or its file did; mostly nobody is left to read this. */
    record BrokenOff() implements Outcome {
        @Override
        public Words words() {
            return new Words(
                    400,
                    "Broken off",
                    List.of(
                            "The upload was damaged or broke off before its end.",
                            NOTHING_STORED,
                            "Go back and send it again: it does no harm."));
        }
    }

    record Closed() implements Outcome {
        @Override
        public Words words() {
            return new Words(
                    503,
                    "This desk is closed",
                    List.of(
                            "This desk has too few vetted reviewers at the moment, so it takes no messages.",
                            NOTHING_STORED,
                            "Go back to the first page and choose another desk, or try again on another day."));
        }
    }

    /** More people send than there are places, and none of them is slow. */
    record Busy() implements Outcome {
        @Override
        public Words words() {
            return new Words(
                    503,
                    "Too many are sending at the moment",
                    List.of(
                            "All places for uploads are taken.",
                            NOTHING_STORED,
                            "Try again in a few minutes. A message without files gets through soonest."));
        }
    }

    /** The store is nearly full, or full. */
    record NoRoom(StorageState state) implements Outcome {
        @Override
        public Words words() {
            return state == StorageState.FULL
                    ? new Words(
                            503,
                            "There is no room for reports now",
                            List.of(
                                    "The store is full.",
                                    NOTHING_STORED,
                                    "Try again on another day. Answers can be read."))
                    : new Words(
                            503,
                            "There is room for short reports only now",
                            List.of(
                                    "The store is nearly full: what is left is kept for reports of up to 1 MB, files"
                                            + " included.",
                                    NOTHING_STORED,
                                    "Send the text now, and the files on another day."));
        }

        /** The same before anything is sent. */
        public String notice() {
            return state == StorageState.FULL
                    ? "Do not write one today: it could not be stored. Come back on another day. Answers can be read."
                    : "Up to 1 MB, files included. Send the text now, and larger files on another day.";
        }
    }

    record NoSuchDesk() implements Outcome {
        @Override
        public Words words() {
            return new Words(
                    404,
                    "There is no such desk",
                    List.of(
                            "This address leads to no desk.",
                            NOTHING_STORED,
                            "Go back to the first page and choose a desk from there."));
        }
    }

    record Failed(NotStored.Certainty certainty) implements Outcome {
        @Override
        public Words words() {
            return new Words(
                    503,
                    "This did not work",
                    List.of(
                            "The fault is on this side, not yours.",
                            certainty == NotStored.Certainty.NOTHING_STORED
                                    ? NOTHING_STORED
                                    : "It may have arrived; sending again does no harm.",
                            certainty == NotStored.Certainty.NOTHING_STORED
                                    ? "Send the same message again in a few minutes: it does no harm."
                                    : "Send the same message again in a few minutes."));
        }
    }
}
