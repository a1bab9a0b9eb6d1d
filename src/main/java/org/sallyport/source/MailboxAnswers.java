package org.sallyport.source;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sallyport.codename.Codename;
import org.sallyport.codename.CodenameRefused;
import org.sallyport.intake.StoreUnreachable;
import org.sallyport.keyring.VettedDesk;
import org.sallyport.keyring.VettedDesks;
import org.sallyport.web.PageSizes;

/** What a mailbox answers: the question for its words, what is kept under them, or that nothing is. */
@ApplicationScoped
class MailboxAnswers {
    @CheckedTemplate(basePath = "source")
    static class Templates {
        private Templates() {}

        static native TemplateInstance mailbox(@Nullable String problem, String words);

        static native TemplateInstance replies(
                List<ShownReply> replies,
                List<VettedDesk> desks,
                String chosen,
                String codename,
                String text,
                boolean typed,
                String limit,
                @Nullable String said,
                int skipped,
                boolean earlier,
                int next,
                @Nullable Outcome refused,
                Outcome.@Nullable NoRoom room);
    }

    private static final String NOTHING_THERE =
            "Nothing is kept under these words: no report was sent with them, or its mailbox was closed. Check each"
                    + " word.";

    /** Octets for answers, and for what was typed, on a page of {@link PageSizes#MAILBOX}: all else is less than 8 KiB. */
    private static final long ROOM = PageSizes.MAILBOX - 8 * 1024L;

    private final ReadingReplies replies;
    private final VettedDesks desks;
    private final Codenames codenames;
    private final RoomLeft room;
    private final SourceConfig config;

    MailboxAnswers(ReadingReplies replies, VettedDesks desks, Codenames codenames, RoomLeft room, SourceConfig config) {
        this.desks = desks;
        this.room = room;
        this.replies = replies;
        this.codenames = codenames;
        this.config = config;
    }

    Response ask() {
        return asking(200, page(null, new byte[0]));
    }

    /** With what was typed: one word is easier to mend than twelve to type. */
    Response askAgain(CodenameRefused refused, byte[] words) {
        return asking(422, CodenameProblem.word(refused, page(CodenameProblem.in(refused), words)));
    }

    Response nothingThere() {
        return asking(404, page(NOTHING_THERE, new byte[0]));
    }

    private static SecretPage page(@Nullable String problem, byte[] words) {
        String page =
                Templates.mailbox(problem, SlottedPage.slot(FormFields.WORDS)).render();
        return new SecretPage(page).withWiped(FormFields.WORDS, words);
    }

    private static Response asking(int status, SecretPage page) {
        return Response.status(status)
                .type(MediaType.TEXT_HTML + ";charset=UTF-8")
                .entity(page)
                .build();
    }

    /**
     * The codename is wiped when the page is written.
     *
     * @param skipped how many of the newest answers are not shown
     * @param said what was done
     */
    Response show(Codename codename, int skipped, @Nullable String said) throws StoreUnreachable {
        return page(codename, "", skipped, said, null, TypedText.none(), codename::close);
    }

    /** The form is wiped when the page is written, as in {@link #refused}. */
    Response added(ReportForm form) throws StoreUnreachable {
        String said = "It is stored. The desk sees that something was added.";
        return page(form.codename(), form.desk(), 0, said, null, TypedText.none(), form::close);
    }

    /** With what was typed into the form. */
    Response refused(ReportForm form, Outcome outcome) throws StoreUnreachable {
        return page(form.codename(), form.desk(), 0, null, outcome, form.text(), form::close);
    }

    /**
     * @param chosen the desk that was chosen in a form, if there was one
     * @param typed what was typed into a form that is refused
     * @param wipe runs when the page is written
     */
    private Response page(
            Codename codename,
            String chosen,
            int skipped,
            @Nullable String said,
            @Nullable Outcome refused,
            TypedText typed,
            Runnable wipe)
            throws StoreUnreachable {
        long octets = ROOM - SecretPage.length(typed.octets(), typed.length());
        ReadingReplies.Page read = replies.read(codename, skipped, octets).orElse(null);
        if (read == null) {
            wipe.run();
            return nothingThere();
        }
        SecretPage page = new SecretPage(Templates.replies(
                        read.shown(),
                        desks.all().stream()
                                .filter(desk -> read.desks().contains(desk.slug()))
                                .toList(),
                        chosen,
                        Codenames.FIELD,
                        SlottedPage.slot(FormFields.TEXT),
                        !typed.isBlank(),
                        SizeWords.of(config.uploadLimit().asLongValue()),
                        said,
                        skipped,
                        read.earlier(),
                        read.next(),
                        refused,
                        room.notice())
                .render());
        codenames.field(page, codename).with(FormFields.TEXT, typed.octets(), typed.length());
        read.texts().forEach(page::withForeign);
        return Response.status(refused == null ? 200 : refused.status())
                .entity(page.then(wipe))
                .build();
    }
}
