package org.sallyport.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names for the files of one report, made of what browsers send. Whoever unpacks them on any system gets exactly these
 * files, inside the folder, each under a name that shows what it is: no path, no control or invisible character, none that
 * turns the order of the letters around, none twice.
 */
final class FileNames {
    /** Characters, with the extension. In UTF-8 at most 255 octets too, the most that file systems take. */
    private static final int LONGEST = 100;

    private static final int MOST_OCTETS = 255;
    private static final int LONGEST_EXTENSION = 16;
    /** What some system does not take in a name. */
    private static final String FORBIDDEN = "<>:\"|?*";

    /** Names of devices on Windows, whatever their extension. */
    private static final Pattern DEVICE = Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");

    /** In lower case, because Windows and macOS know no difference. */
    private final Set<String> taken = new HashSet<>();

    private int count;

    /** @param sent whatever stands in the form; may be empty */
    String safe(String sent) {
        count++;
        String name = shortened(cleaned(lastPart(Normalizer.normalize(sent, Normalizer.Form.NFC))), "");
        if (name.isEmpty()) {
            name = "file-" + count;
        }
        if (DEVICE.matcher(name).matches()) {
            name = "_" + name;
        }
        String free = name;
        for (int number = 2; !taken.add(free.toLowerCase(Locale.ROOT)); number++) {
            free = shortened(name, " (" + number + ")");
        }
        return free;
    }

    private static String lastPart(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    private static String cleaned(String name) {
        StringBuilder clean = new StringBuilder();
        name.codePoints().filter(FileNames::isHarmless).forEach(clean::appendCodePoint);
        // A dot in front hides a file, a dot or a space at the end is lost on Windows.
        return clean.toString().strip().replaceAll("^[. ]+|[. ]+$", "");
    }

    private static boolean isHarmless(int character) {
        return FORBIDDEN.indexOf(character) < 0
                && switch (Character.getType(character)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    default -> true;
                };
    }

    /** Cut before the extension, which says what the file is, and with {@code number} in front of it. */
    private static String shortened(String name, String number) {
        int dot = name.lastIndexOf('.');
        boolean hasExtension = dot > 0 && name.length() - dot <= LONGEST_EXTENSION;
        String extension = number + (hasExtension ? name.substring(dot) : "");
        String stem = hasExtension ? name.substring(0, dot) : name;
        while (!fits(stem + extension)) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1)).stripTrailing();
        }
        return stem + extension;
    }

    private static boolean fits(String name) {
        return name.length() <= LONGEST && name.getBytes(UTF_8).length <= MOST_OCTETS;
    }
}
