package org.sallyport.source;

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
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sallyport.intake.StoreUnreachable;

/** Where a source comes back: every page is the answer to a post that carries the codename; nothing is remembered between. */
@Path("/mailbox")
@WaitsForBody
@Consumes(MediaType.MULTIPART_FORM_DATA)
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
class MailboxPages {
    private static final String DELETED =
            "The answers that were shown are deleted. Nobody can open them with your words any more, and they are"
                    + " gone from this server's disk after the next night.";

    private final ReadingReplies replies;
    private final MailboxAnswers answers;
    private final SealingForms forms;
    private final CodenameForms codenameForms;
    private final SourceConfig config;

    MailboxPages(
            ReadingReplies replies,
            MailboxAnswers answers,
            SealingForms forms,
            CodenameForms codenameForms,
            SourceConfig config) {
        this.replies = replies;
        this.answers = answers;
        this.forms = forms;
        this.codenameForms = codenameForms;
        this.config = config;
    }

    @GET
    @Blocking
    public Response ask() {
        return answers.ask();
    }

    /** The words, typed in. */
    @POST
    public Response open(@HeaderParam(FormType.HEADER) @Nullable FormType type, InputStream body) {
        return codenameForms.words(body, type, codename -> answers.show(codename, 0, null), answers::askAgain);
    }

    @POST
    @Path("earlier")
    public Response earlier(@HeaderParam(FormType.HEADER) @Nullable FormType type, InputStream body) {
        return codenameForms.codename(body, type, (codename, form) -> {
            int skipped = FormFields.number(FormFields.expect(form.next(), FormFields.SKIPPED));
            return answers.show(codename, skipped, null);
        });
    }

    /** A reply that the codename's key did not open, as it was sent. */
    @POST
    @Path("file")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response file(@HeaderParam(FormType.HEADER) @Nullable FormType type, InputStream body) {
        return codenameForms.codename(body, type, (codename, form) -> {
            int skipped = FormFields.number(FormFields.expect(form.next(), FormFields.SKIPPED));
            int number = FormFields.number(FormFields.expect(form.next(), FormFields.NUMBER));
            return replies.sealed(codename, skipped + number)
                    .map(file -> Response.ok(file, MediaType.APPLICATION_OCTET_STREAM_TYPE)
                            .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"answer.pgp\"")
                            .build())
                    .orElseGet(answers::nothingThere);
        });
    }

    @POST
    @Path("delete")
    public Response delete(@HeaderParam(FormType.HEADER) @Nullable FormType type, InputStream body) {
        return codenameForms.codename(body, type, (codename, form) -> {
            List<UUID> shown = FormFields.replies(FormFields.expect(form.next(), FormFields.REPLIES));
            return replies.delete(codename, shown) ? answers.show(codename, 0, DELETED) : answers.nothingThere();
        });
    }

    @POST
    @Path("close")
    public Response close(@HeaderParam(FormType.HEADER) @Nullable FormType type, InputStream body) {
        return codenameForms.codename(
                body,
                type,
                (codename, form) ->
                        replies.close(codename) ? OutcomePage.of(new Outcome.MailboxClosed()) : answers.nothingThere());
    }

    /** Something added to the report, sealed as the report was. */
    @POST
    @Path("add")
    public Response add(@HeaderParam(FormType.HEADER) @Nullable FormType type, InputStream body) {
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
            return outcome instanceof Outcome.Received ? answers.added(form) : answers.refused(form, outcome);
        } catch (StoreUnreachable e) {
            form.close();
            return OutcomePage.of(CodenameForms.UNREACHABLE, "/mailbox");
        }
    }
}
