package org.sallyport.forensics;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A copied table with its hexadecimal digits and uuids turned back into octets. */
final class CopiedTable extends Place {
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d+)?");
    private static final Pattern BETWEEN = Pattern.compile("[{},\"]+");
    private static final String BYTEA = "\\x";
    private static final int LONGEST_ID = 64;

    private final int[] starts;
    private final List<List<Mark>> marks;
    private final List<int[]> ids;

    private CopiedTable(String name, byte[] octets, int[] starts, List<List<Mark>> marks, List<int[]> ids) {
        super(name, octets);
        this.starts = starts;
        this.marks = marks;
        this.ids = ids;
    }

    static CopiedTable of(Copied table) {
        String name = "a copy of " + table.table();
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        int[] starts = new int[table.rows().size()];
        List<List<Mark>> marks = new ArrayList<>();
        List<int[]> ids = new ArrayList<>();
        List<List<String>> columns = new ArrayList<>();
        table.columns().forEach(column -> columns.add(new ArrayList<>()));
        for (int row = 0; row < starts.length; row++) {
            starts[row] = octets.size();
            List<String> fields = table.rows().get(row);
            List<Integer> ranges = new ArrayList<>();
            for (int column = 0; column < fields.size(); column++) {
                columns.get(column).add(fields.get(column));
                for (byte[] value : values(fields.get(column))) {
                    if (value.length <= LONGEST_ID) {
                        ranges.addAll(List.of(octets.size(), octets.size() + value.length));
                    }
                    octets.writeBytes(value);
                    octets.write(0);
                }
            }
            ids.add(ranges.stream().mapToInt(Integer::intValue).toArray());
            marks.add(new ArrayList<>(List.of(new Mark(name, Kind.COPY_LINE, row))));
        }
        for (int column = 0; column < columns.size(); column++) {
            String place = name + ", column " + table.columns().get(column);
            double[] ranks = sorted(columns.get(column));
            for (int row = 0; row < starts.length; row++) {
                if (!columns.get(column).get(row).equals(Copied.NULL)) {
                    marks.get(row).add(new Mark(place, Kind.COLUMN, ranks[row]));
                }
            }
        }
        return new CopiedTable(name, octets.toByteArray(), starts, marks, ids);
    }

    private static List<byte[]> values(String field) {
        List<byte[]> values = new ArrayList<>();
        String[] elements = field.startsWith("{") ? BETWEEN.split(field) : new String[] {field};
        for (String element : elements) {
            if (element.startsWith(BYTEA)) {
                values.add(HexFormat.of().parseHex(element, BYTEA.length(), element.length()));
            } else if (UUID.matcher(element).matches()) {
                values.add(HexFormat.of().parseHex(element.replace("-", "")));
            } else {
                values.add(element.getBytes(StandardCharsets.UTF_8));
            }
        }
        return values;
    }

    /** Numbers by their size, all else (dates, moments) as text is sorted. */
    private static double[] sorted(List<String> column) {
        if (column.stream()
                .allMatch(value ->
                        value.equals(Copied.NULL) || NUMBER.matcher(value).matches())) {
            return column.stream()
                    .mapToDouble(value -> value.equals(Copied.NULL) ? Double.NaN : Double.parseDouble(value))
                    .toArray();
        }
        List<String> distinct = new ArrayList<>(new TreeSet<>(column));
        return column.stream()
                .mapToDouble(value -> Collections.binarySearch(distinct, value))
                .toArray();
    }

    @Override
    Trace traceAt(int at) {
        int found = Arrays.binarySearch(starts, at);
        int row = found >= 0 ? found : -found - 2;
        return new Trace(starts[row], name(), Trace.NONE, Trace.NONE, marks.get(row), ids.get(row));
    }
}
