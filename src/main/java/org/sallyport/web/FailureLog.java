package org.sallyport.web;

import org.jboss.logging.Logger;

/** What is logged about a failed request: which kind of failure, and where in the program. Nothing of the request. */
final class FailureLog {
    private static final Logger LOG = Logger.getLogger(FailureLog.class);

    private FailureLog() {}

    /** Never the message: a database's or a parser's message quotes what it failed on. */
    static void write(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            StackTraceElement[] trace = cause.getStackTrace();
            LOG.errorf("a request failed: %s at %s", cause.getClass().getName(), trace.length == 0 ? "?" : trace[0]);
        }
    }
}
