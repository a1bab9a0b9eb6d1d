package org.sallyport.forensics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every file of the cluster, and every copied table; read anew each time, so that memory holds one. */
final class Places {
    private static final Pattern RELATION = Pattern.compile(
            "(?<path>(?:base|global|pg_tblspc)/(?:.*/)?(?:t\\d+_)?" + "(?<number>\\d+))(?:\\.(?<segment>\\d+))?");
    private static final Pattern SEGMENT = Pattern.compile("pg_wal/(?:.*/)?(?<file>[0-9A-F]{24})(\\.\\w+)?");
    private static final long BLOCKS_A_FILE = 131_072;

    private final Path cluster;
    private final List<Path> files;
    private final List<CopiedTable> tables;
    private final Map<String, String> names;

    Places(Path cluster, List<Copied> tables, Map<String, String> names) throws IOException {
        this.cluster = cluster;
        this.names = names;
        this.tables = tables.stream()
                .filter(table -> !table.rows().isEmpty())
                .map(CopiedTable::of)
                .toList();
        try (Stream<Path> inside = Files.walk(cluster)) {
            this.files =
                    new ArrayList<>(inside.filter(Files::isRegularFile).sorted().toList());
        }
    }

    int count() {
        return files.size() + tables.size();
    }

    Place open(int number) throws IOException {
        if (number >= files.size()) {
            return tables.get(number - files.size());
        }
        Path file = files.get(number);
        String path = cluster.relativize(file).toString();
        byte[] octets = read(file);
        Matcher relation = RELATION.matcher(path);
        if (relation.matches()) {
            String stem = relation.group("path");
            String name = names.containsKey(stem) ? names.get(stem) + " (" + stem + ")" : stem;
            String segment = relation.group("segment");
            long block = segment == null ? 0 : Long.parseLong(segment) * BLOCKS_A_FILE;
            return new RelationFile(name, name, Long.parseLong(relation.group("number")), block, octets);
        }
        Matcher log = SEGMENT.matcher(path);
        return log.matches() && octets.length > 0
                ? WalSegment.of(path, log.group("file"), octets)
                : new Place.Unknown(path, octets);
    }

    private static byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException removedMeanwhile) {
            return new byte[0];
        }
    }
}
