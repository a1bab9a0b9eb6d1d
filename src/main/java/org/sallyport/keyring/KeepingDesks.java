package org.sallyport.keyring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sallyport.audit.StaffAct;
import org.sallyport.audit.StaffRecord;

/** Makes, describes and retires desks. Who reads a desk's reports is not decided here, but by the trustees' signatures. */
@ApplicationScoped
public class KeepingDesks {
    /** The languages that the source's pages are for. */
    public static final Set<String> LANGUAGES = Set.of("en", "fr", "es", "ar", "ru", "zh");

    private static final Pattern SLUG = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_DESCRIPTION = 1_000;

    private final StaffRecord record;
    private final KeyringTables tables;

    KeepingDesks(StaffRecord record, KeyringTables tables) {
        this.record = record;
        this.tables = tables;
    }

    /**
     * Makes a desk, or gives one that is there other words. A retired desk stays retired.
     *
     * @param actor the role alias of who does it
     * @param texts the same in other languages, each once; what is left out is taken away
     * @param shownAtOnce whether its reviewers are shown a message within seconds, and so see when it arrived
     * @throws IllegalArgumentException for words or a slug that cannot be taken; its message says which
     */
    @Transactional
    public void describe(
            String actor, String slug, String name, String description, List<DeskText> texts, boolean shownAtOnce) {
        require(SLUG.matcher(slug).matches(), "The short name has only a-z, 0-9 and -, and at most 40 of them.");
        check(name, description);
        Set<String> languages = new HashSet<>();
        for (DeskText text : texts) {
            require(
                    LANGUAGES.contains(text.language()) && languages.add(text.language()),
                    "The languages are en, fr, es, ar, ru and zh, each once.");
            check(text.name(), text.description());
        }
        Optional<Desk> known = Desk.findByIdOptional(slug);
        Desk desk = known.orElseGet(() -> new Desk(slug, name.strip(), description.strip()));
        boolean shownAtOnceBefore = desk.isShownAtOnce();
        desk.describe(name.strip(), description.strip());
        desk.showAtOnce(shownAtOnce);
        desk.persist();
        Desk.flush();
        tables.replaceDeskTexts(slug, texts);
        record.add(actor, known.isPresent() ? StaffAct.Kind.DESK_DESCRIBED : StaffAct.Kind.DESK_CREATED, slug);
        if (shownAtOnce != shownAtOnceBefore) {
            record.add(
                    actor, shownAtOnce ? StaffAct.Kind.DESK_SHOWN_AT_ONCE : StaffAct.Kind.DESK_SHOWN_IN_BATCHES, slug);
        }
    }

    /**
     * Closes a desk for good. What was sent to it stays with its reviewers.
     *
     * @return false if there is no such desk
     */
    @Transactional
    public boolean retire(String actor, String slug) {
        @Nullable Desk known = Desk.findById(slug);
        if (known == null) {
            return false;
        }
        if (!known.isRetired()) {
            known.retire();
            record.add(actor, StaffAct.Kind.DESK_RETIRED, slug);
        }
        return true;
    }

    private static void check(String name, String description) {
        require(
                !name.isBlank() && name.length() <= LONGEST_NAME,
                "A desk's name has 1 to " + LONGEST_NAME + " characters.");
        require(
                !description.isBlank() && description.length() <= LONGEST_DESCRIPTION,
                "A desk's description has 1 to " + LONGEST_DESCRIPTION + " characters.");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
