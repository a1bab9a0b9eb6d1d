package org.sallyport.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sallyport.codename.Codename;
import org.sallyport.codename.CodenameRefused;
import org.sallyport.intake.Mailboxes;

/** The fields of the pages' forms, in the order in which the forms have them. */
final class FormFields {
    static final String CODENAME = "codename";
    static final String DESK = "desk";
    static final String TEXT = "text";
    static final String FILES = "files";
    static final String WORDS = "words";
    static final String LIST = "list";
    static final String SKIPPED = "skipped";
    static final String NUMBER = "number";
    static final String REPLIES = "replies";

    private static final int LONGEST_NAME = 64;
    /** Ids of a page of replies, with a space behind each. */
    private static final int LONGEST_REPLIES = Mailboxes.PAGE * 37;

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int LONGEST_CODENAME = 64;
    /** Twelve words of any list, accents, and what was copied along with them. */
    private static final int LONGEST_WORDS = 2048;

    private FormFields() {}

    /** The part that must come now. */
    static PostedForm.Part expect(PostedForm.@Nullable Part part, String name) throws FormRefused {
        if (part == null || !part.name().equals(name)) {
            throw new FormRefused(FormRefused.Reason.NOT_OURS);
        }
        return part;
    }

    static Codename codename(PostedForm.Part part) throws IOException, CodenameRefused {
        byte[] field = octets(part, LONGEST_CODENAME);
        try {
            return Codename.ofField(field);
        } finally {
            Arrays.fill(field, (byte) 0);
        }
    }

    /** As they were typed or copied; the caller wipes them. */
    static byte[] words(PostedForm.Part part) throws IOException {
        return octets(part, LONGEST_WORDS);
    }

    /** As {@code readNBytes}, which leaves what it read in a buffer of its own. */
    private static byte[] octets(PostedForm.Part part, int atMost) throws IOException {
        byte[] room = new byte[atMost];
        try {
            return Arrays.copyOf(room, part.octets().readNBytes(room, 0, atMost));
        } finally {
            Arrays.fill(room, (byte) 0);
        }
    }

    /** A field whose value is one of ours, and no secret: a desk, a word list, a number. */
    static String name(PostedForm.Part part) throws IOException {
        return new String(part.octets().readNBytes(LONGEST_NAME), StandardCharsets.UTF_8);
    }

    /** The ids of the replies that our page showed. */
    static List<UUID> replies(PostedForm.Part part) throws IOException, FormRefused {
        List<UUID> ids = new ArrayList<>();
        String text = new String(part.octets().readNBytes(LONGEST_REPLIES + 1), StandardCharsets.UTF_8);
        for (String id : text.isBlank() ? new String[0] : text.strip().split(" ", -1)) {
            if (text.length() > LONGEST_REPLIES || !ID.matcher(id).matches()) {
                throw new FormRefused(FormRefused.Reason.NOT_OURS);
            }
            ids.add(UUID.fromString(id));
        }
        return ids;
    }

    /** A small number that our page wrote itself. */
    static int number(PostedForm.Part part) throws IOException, FormRefused {
        String digits = name(part);
        if (!digits.matches("[0-9]{1,4}")) {
            throw new FormRefused(FormRefused.Reason.NOT_OURS);
        }
        return Integer.parseInt(digits);
    }
}
