package org.sallyport.testkit;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Everything that a console could be told while it listens: each message with its values, and the whole stack trace. */
public final class HeardLog implements AutoCloseable {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    /** Looks at classes, the names of what they do included, and says so. */
    private static final String TEST_TOOL = "com.tngtech.archunit";

    private final Handler listening = new Handler() {
        @Override
        public void publish(LogRecord record) {
            if (record.getLoggerName().startsWith(TEST_TOOL)) {
                return;
            }
            StringWriter line = new StringWriter();
            line.append(record.getLoggerName()).append(' ').append(new SimpleFormatter().formatMessage(record));
            if (record.getThrown() != null) {
                record.getThrown().printStackTrace(new PrintWriter(line, true));
            }
            lines.add(line.toString());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    public HeardLog() {
        Logger.getLogger("").addHandler(listening);
    }

    public Queue<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(listening);
    }
}
