package org.sallyport.source;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sallyport.codename.WordList;

/** A codename by itself: in other words, and the key to put inside a message that is encrypted on one's own device. */
@Path("/codename")
@WaitsForBody
@Consumes(MediaType.MULTIPART_FORM_DATA)
class CodenamePages {
    @CheckedTemplate(basePath = "source")
    static class Templates {
        private Templates() {}

        static native TemplateInstance codename(String words, String codename, List<WordList> lists, WordList shown);
    }

    private final CodenameForms forms;
    private final Codenames codenames;

    CodenamePages(CodenameForms forms, Codenames codenames) {
        this.forms = forms;
        this.codenames = codenames;
    }

    @POST
    @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
    public Response words(@HeaderParam(FormType.HEADER) @Nullable FormType type, InputStream body) {
        return forms.codename(body, type, (codename, form) -> {
            WordList list = list(FormFields.name(FormFields.expect(form.next(), FormFields.LIST)));
            SecretPage page = new SecretPage(
                    Templates.codename(Codenames.WORDS, Codenames.FIELD, List.of(WordList.values()), list)
                            .render());
            return Response.ok(codenames.on(page, codename, list).then(codename::close))
                    .build();
        });
    }

    /** The codename's certificate: an answer is sealed to it. Binary, so that every gpg reads it. */
    @POST
    @Path("reply-key.pgp")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response replyKey(@HeaderParam(FormType.HEADER) @Nullable FormType type, InputStream body) {
        return forms.codename(body, type, (codename, form) -> {
            try (codename) {
                return Response.ok(codename.replyCertificate(), MediaType.APPLICATION_OCTET_STREAM_TYPE)
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"reply-key.pgp\"")
                        .build();
            }
        });
    }

    private static WordList list(String name) throws FormRefused {
        return Arrays.stream(WordList.values())
                .filter(list -> list.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new FormRefused(FormRefused.Reason.NOT_OURS));
    }
}
