package org.sallyport.forensics;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Looks for moments between two: eight octets at any place, with either end first, and texts. */
final class TimeSearch {
    private static final Instant POSTGRESQL = Instant.parse("2000-01-01T00:00:00Z");
    /** No moment of this century needs more bits, in whatever unit. */
    private static final int BITS = 51;

    private static final int DATE_AND_MINUTE = 16;

    private enum Form {
        POSTGRESQL_MICROSECONDS(POSTGRESQL, ChronoUnit.MICROS),
        UNIX_MICROSECONDS(Instant.EPOCH, ChronoUnit.MICROS),
        UNIX_MILLISECONDS(Instant.EPOCH, ChronoUnit.MILLIS),
        UNIX_SECONDS(Instant.EPOCH, ChronoUnit.SECONDS);

        private final Instant zero;
        private final ChronoUnit unit;

        Form(Instant zero, ChronoUnit unit) {
            this.zero = zero;
            this.unit = unit;
        }
    }

    private record Range(Form form, long from, long to) {}

    private final Instant from;
    private final Instant to;
    private final List<Range> ranges;

    TimeSearch(Instant from, Instant to) {
        this.from = from;
        this.to = to;
        this.ranges = List.of(Form.values()).stream()
                .map(form -> new Range(form, form.unit.between(form.zero, from), form.unit.between(form.zero, to)))
                .toList();
    }

    void in(Place place, Consumer<Tick> found) {
        byte[] octets = place.octets();
        for (int at = 0; at + Long.BYTES <= octets.length; at++) {
            long value = Octets.int64(octets, at);
            if (value >>> BITS == 0 && value != 0) {
                number(place, at, value, "", found);
            }
            if ((value & 0xFF) == 0 && value != 0) {
                number(place, at, Long.reverseBytes(value), ", big end first", found);
            }
            if (octets[at] >= '0' && octets[at] <= '9' && (at == 0 || octets[at - 1] < '0' || octets[at - 1] > '9')) {
                text(place, at, found);
            }
        }
    }

    private void number(Place place, int at, long value, String suffix, Consumer<Tick> found) {
        for (Range range : ranges) {
            if (value >= range.from() && value <= range.to()) {
                Form form = range.form();
                Instant time = form.zero.plus(value, form.unit);
                Trace trace = place.traceAt(at);
                String words = form.name().toLowerCase(Locale.ROOT).replace('_', ' ') + suffix;
                found.accept(new Tick(trace.where(), words, trace.xid(), time));
            }
        }
    }

    private void text(Place place, int at, Consumer<Tick> found) {
        byte[] octets = place.octets();
        int end = at;
        long digits = 0;
        while (end < octets.length && end - at < 17 && octets[end] >= '0' && octets[end] <= '9') {
            digits = 10 * digits + octets[end] - '0';
            end++;
        }
        if (end - at == 10 || end - at == 13 || end - at == 16) {
            number(place, at, digits, ", as digits", found);
        } else if (end - at == 4 && at + DATE_AND_MINUTE <= octets.length && octets[end] == '-') {
            String text = new String(octets, at, DATE_AND_MINUTE, StandardCharsets.ISO_8859_1);
            minute(text)
                    .filter(time -> !time.isBefore(from.truncatedTo(ChronoUnit.MINUTES)) && !time.isAfter(to))
                    .ifPresent(time -> found.accept(new Tick(
                            place.traceAt(at).where(), "text", place.traceAt(at).xid(), time)));
        }
    }

    private static Optional<Instant> minute(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException other) {
            return Optional.empty();
        }
    }
}
