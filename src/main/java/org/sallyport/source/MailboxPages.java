package org.sallyport.source;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sallyport.codename.Codename;
import org.sallyport.report.ReportsUnreachable;

/** Where a source comes back: every page is the answer to a post that carries the codename; nothing is remembered between. */
@Path("/mailbox")
@WaitsForBody
@Consumes(MediaType.MULTIPART_FORM_DATA)
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
class MailboxPages {
    @CheckedTemplate(basePath = "source")
    static class Templates {
        private Templates() {}

        static native TemplateInstance mailbox(@Nullable String problem, String words);

        static native TemplateInstance replies(
                List<ShownReply> replies,
                String codename,
                String text,
                String limit,
                @Nullable String said,
                int page,
                boolean earlier,
                @Nullable Outcome refused);
    }

    private static final String NOTHING_THERE =
            "Nothing is kept under these words: no report was sent with them, or its mailbox was closed. Check each word.";

    private final ReadingReplies replies;
    private final SealingForms forms;
    private final CodenameForms codenameForms;
    private final Codenames codenames;
    private final SourceConfig config;

    MailboxPages(
            ReadingReplies replies,
            SealingForms forms,
            CodenameForms codenameForms,
            Codenames codenames,
            SourceConfig config) {
        this.replies = replies;
        this.forms = forms;
        this.codenameForms = codenameForms;
        this.codenames = codenames;
        this.config = config;
    }

    @GET
    @Blocking
    public Response ask() {
        return Response.ok(new SecretPage(Templates.mailbox(null, SecretPage.slot(FormFields.WORDS))
                        .render()))
                .build();
    }

    /** The words, typed in. */
    @POST
    public Response open(@HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type, InputStream body) {
        return codenameForms.words(body, type, codename -> show(codename, 0, null), this::askAgain);
    }

    @POST
    @Path("earlier")
    public Response earlier(@HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type, InputStream body) {
        return codenameForms.codename(body, type, (codename, form) -> {
            int page = FormFields.number(FormFields.expect(form.next(), FormFields.PAGE));
            return show(codename, page + 1, null);
        });
    }

    /** A reply that the codename's key did not open, as it was sent. */
    @POST
    @Path("file")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response file(@HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type, InputStream body) {
        return codenameForms.codename(body, type, (codename, form) -> {
            int page = FormFields.number(FormFields.expect(form.next(), FormFields.PAGE));
            int number = FormFields.number(FormFields.expect(form.next(), FormFields.NUMBER));
            return replies.sealed(codename, page, number)
                    .map(file -> Response.ok(file, MediaType.APPLICATION_OCTET_STREAM_TYPE)
                            .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"answer.pgp\"")
                            .build())
                    .orElseGet(this::nothingThere);
        });
    }

    @POST
    @Path("delete")
    public Response delete(@HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type, InputStream body) {
        return codenameForms.codename(
                body,
                type,
                (codename, form) ->
                        replies.delete(codename) ? show(codename, 0, "The answers are deleted.") : nothingThere());
    }

    @POST
    @Path("close")
    public Response close(@HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type, InputStream body) {
        return codenameForms.codename(
                body,
                type,
                (codename, form) ->
                        replies.close(codename) ? OutcomePage.of(new Outcome.MailboxClosed()) : nothingThere());
    }

    /** Something added to the report, sealed as the report was. */
    @POST
    @Path("add")
    public Response add(@HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type, InputStream body) {
        if (!config.noScriptLane()) {
            return OutcomePage.of(new Outcome.LaneClosed());
        }
        ReportForm form = new ReportForm();
        Outcome outcome = forms.addition(form, body, type);
        if (!form.hasCodename()) {
            form.close();
            return OutcomePage.of(outcome, "/mailbox");
        }
        try {
            return outcome instanceof Outcome.Received
                    ? page(
                            form.codename(),
                            0,
                            "It is stored. The desk sees that something was added.",
                            null,
                            null,
                            form::close)
                    : page(form.codename(), 0, null, outcome, form, form::close);
        } catch (ReportsUnreachable e) {
            form.close();
            return OutcomePage.of(CodenameForms.UNREACHABLE, "/mailbox");
        }
    }

    private Response show(Codename codename, int page, @Nullable String said) throws ReportsUnreachable {
        return page(codename, page, said, null, null, codename::close);
    }

    /**
     * @param typed what was typed into a form that is refused
     * @param wipe runs when the page is written
     */
    private Response page(
            Codename codename,
            int number,
            @Nullable String said,
            @Nullable Outcome refused,
            @Nullable ReportForm typed,
            Runnable wipe)
            throws ReportsUnreachable {
        ReadingReplies.Page read = replies.read(codename, number).orElse(null);
        if (read == null) {
            wipe.run();
            return nothingThere();
        }
        SecretPage page = new SecretPage(Templates.replies(
                        read.shown(),
                        Codenames.FIELD,
                        SecretPage.slot(FormFields.TEXT),
                        SizeWords.of(config.uploadLimit().asLongValue()),
                        said,
                        number,
                        read.earlier(),
                        refused)
                .render());
        codenames.field(page, codename);
        read.texts().forEach(page::withWiped);
        if (typed != null) {
            page.with(FormFields.TEXT, typed.text().octets(), typed.text().length());
        }
        return Response.status(refused == null ? 200 : refused.status())
                .entity(page.then(wipe))
                .build();
    }

    private Response nothingThere() {
        return Response.status(404)
                .type(MediaType.TEXT_HTML + ";charset=UTF-8")
                .entity(new SecretPage(Templates.mailbox(NOTHING_THERE, SecretPage.slot(FormFields.WORDS))
                        .render()))
                .build();
    }

    /** With what was typed: one word is easier to mend than twelve to type. */
    private Response askAgain(String problem, byte[] words) {
        SecretPage page = new SecretPage(
                Templates.mailbox(problem, SecretPage.slot(FormFields.WORDS)).render());
        return Response.status(422)
                .entity(page.withWiped(FormFields.WORDS, words))
                .build();
    }
}
