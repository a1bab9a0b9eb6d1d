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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sallyport.codename.Codename;
import org.sallyport.codename.WordList;
import org.sallyport.keyring.VettedDesk;
import org.sallyport.keyring.VettedDesks;

/** The no-script lane: a form that this server seals while it arrives. */
@Path("/report")
@WaitsForBody
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
class FormPages {
    @CheckedTemplate(basePath = "source")
    static class Templates {
        private Templates() {}

        static native TemplateInstance report(
                List<VettedDesk> desks,
                String chosen,
                String limit,
                String codename,
                String text,
                boolean typed,
                @Nullable Outcome refused,
                Outcome.@Nullable NoRoom room);

        static native TemplateInstance received(String words, String codename, List<WordList> lists, WordList shown);
    }

    /** Until the source chooses another. */
    private static final WordList SHOWN = WordList.ENGLISH;

    private final VettedDesks desks;
    private final SealingForms forms;
    private final SourceConfig config;
    private final Codenames codenames;
    private final RoomLeft room;
    /** The same for every report, but for its slots. */
    private volatile @Nullable SlottedPage receivedPage;

    FormPages(VettedDesks desks, SealingForms forms, SourceConfig config, Codenames codenames, RoomLeft room) {
        this.desks = desks;
        this.forms = forms;
        this.config = config;
        this.codenames = codenames;
        this.room = room;
    }

    @GET
    @Blocking
    public Response form() {
        if (!config.noScriptLane()) {
            return OutcomePage.of(new Outcome.LaneClosed());
        }
        return page(new ReportForm(), null);
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response post(@HeaderParam(FormType.HEADER) @Nullable FormType type, InputStream body) {
        if (!config.noScriptLane()) {
            return OutcomePage.of(new Outcome.LaneClosed());
        }
        ReportForm form = new ReportForm();
        Outcome outcome = forms.report(form, body, type);
        return outcome instanceof Outcome.Received ? received(form) : page(form, outcome);
    }

    private Response received(ReportForm form) {
        return Response.ok(codenames
                        .on(new SecretPage(receivedPage()), form.codename(), SHOWN)
                        .then(form::close))
                .build();
    }

    private SlottedPage receivedPage() {
        SlottedPage page = receivedPage;
        if (page == null) {
            page = SlottedPage.of(
                    Templates.received(Codenames.WORDS, Codenames.FIELD, List.of(WordList.values()), SHOWN)
                            .render());
            receivedPage = page;
        }
        return page;
    }

    /** With what was typed, if anything was; the codename stays the same, or is minted. */
    private Response page(ReportForm form, @Nullable Outcome refused) {
        Codename codename = form.hasCodename() ? form.codename() : codenames.mint();
        String page = Templates.report(
                        desks.all(),
                        form.desk(),
                        SizeWords.of(config.uploadLimit().asLongValue()),
                        Codenames.FIELD,
                        SlottedPage.slot(FormFields.TEXT),
                        !form.text().isBlank(),
                        refused,
                        room.notice())
                .render();
        SecretPage whole = codenames
                .field(new SecretPage(page), codename)
                .with(FormFields.TEXT, form.text().octets(), form.text().length())
                .then(form::close)
                .then(codename::close);
        return Response.status(refused == null ? 200 : refused.status())
                .entity(whole)
                .build();
    }
}
