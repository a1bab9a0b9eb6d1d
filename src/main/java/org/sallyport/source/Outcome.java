package org.sallyport.source;

import java.util.List;
import org.sallyport.openpgp.Refusal;
import org.sallyport.report.NotStored;

/** What became of a posted message, in the words that the source is given. */
sealed interface Outcome {
    /** The HTTP status. */
    int status();

    String title();

    /** First what happened, then what to do. */
    List<String> sentences();

    record Received() implements Outcome {
        @Override
        public int status() {
            return 200;
        }

        @Override
        public String title() {
            return "Received";
        }

        @Override
        public List<String> sentences() {
            return List.of(
                    "Your message is stored safely. Nobody has opened it yet: whether it can be opened is known only when a"
                            + " reviewer does.",
                    "Everything that did not belong to the sealed message was thrown away, your own key's number and any"
                            + " comment included.",
                    "If you are not sure that this page belonged to your last try, send the same file again: it is stored"
                            + " once.",
                    "There is no answer through this page yet. If you need one, say inside the message how you can be"
                            + " reached safely.");
        }
    }

    record Refused(Refusal reason) implements Outcome {
        @Override
        public int status() {
            return 422;
        }

        @Override
        public String title() {
            return "Not accepted";
        }

        @Override
        public List<String> sentences() {
            RefusalWords words = RefusalWords.of(reason);
            return List.of(words.what(), "Nothing was stored.", words.next());
        }
    }

    /** @param limit the largest upload, in words */
    record TooLarge(String limit) implements Outcome {
        @Override
        public int status() {
            return 413;
        }

        @Override
        public String title() {
            return "Too large";
        }

        @Override
        public List<String> sentences() {
            return List.of(
                    "The upload is larger than " + limit + ".",
                    "Nothing was stored.",
                    "Send it in several smaller messages, each encrypted on its own.");
        }
    }

    /** The upload ended before its form or its file did; mostly nobody is left to read this. */
    record BrokenOff() implements Outcome {
        @Override
        public int status() {
            return 400;
        }

        @Override
        public String title() {
            return "Broken off";
        }

        @Override
        public List<String> sentences() {
            return List.of(
                    "The upload was damaged or broke off before its end.",
                    "Nothing was stored.",
                    "Go back and send it again: it does no harm, the same message is stored once.");
        }
    }

    record Closed() implements Outcome {
        @Override
        public int status() {
            return 503;
        }

        @Override
        public String title() {
            return "This desk is closed";
        }

        @Override
        public List<String> sentences() {
            return List.of(
                    "This desk has too few vetted reviewers at the moment, so it takes no messages.",
                    "Nothing was stored.",
                    "Go back to the first page and choose another desk, or try again on another day.");
        }
    }

    record NoSuchDesk() implements Outcome {
        @Override
        public int status() {
            return 404;
        }

        @Override
        public String title() {
            return "There is no such desk";
        }

        @Override
        public List<String> sentences() {
            return List.of(
                    "This address leads to no desk.",
                    "Nothing was stored.",
                    "Go back to the first page and choose a desk from there.");
        }
    }

    record Failed(NotStored.Certainty certainty) implements Outcome {
        @Override
        public int status() {
            return 503;
        }

        @Override
        public String title() {
            return "This did not work";
        }

        @Override
        public List<String> sentences() {
            return List.of(
                    "The fault is on this side, not yours.",
                    certainty == NotStored.Certainty.NOTHING_STORED
                            ? "Nothing was stored."
                            : "It failed at the last step, so your message may have been stored, or not.",
                    "Send the same message again in a few minutes: it does no harm, the same message is stored once.");
        }
    }
}
