package org.sallyport.source;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sallyport.codename.Codename;
import org.sallyport.codename.WordList;
import org.sallyport.keyring.KeyLog;
import org.sallyport.keyring.KeyLogHead;
import org.sallyport.keyring.VettedDesk;
import org.sallyport.keyring.VettedDesks;
import org.sallyport.openpgp.CertificateBundle;

/** A desk: its certificates, how to encrypt to them, and the forms. */
@Path("/desks/{slug}")
class DeskPages {
    @CheckedTemplate(basePath = "source")
    static class Templates {
        private Templates() {}

        static native TemplateInstance desk(
                VettedDesk desk,
                String limit,
                @Nullable String address,
                boolean coming,
                String words,
                String codename,
                List<WordList> lists,
                WordList shown,
                @Nullable KeyLogHead log,
                Outcome.@Nullable NoRoom room,
                boolean form);
    }

    private final VettedDesks desks;
    private final SourceConfig config;
    private final Codenames codenames;
    private final KeyLog log;
    private final RoomLeft room;

    DeskPages(VettedDesks desks, SourceConfig config, Codenames codenames, KeyLog log, RoomLeft room) {
        this.desks = desks;
        this.config = config;
        this.codenames = codenames;
        this.log = log;
        this.room = room;
    }

    @GET
    @Blocking
    @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
    public String desk(@PathParam("slug") String slug, @HeaderParam(HttpHeaders.HOST) @Nullable String host) {
        return page(slug, host, false);
    }

    /** The same page for a source who wants to come back: with a codename, which its forms carry along. */
    @GET
    @Path("/codename")
    @Blocking
    @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
    public Response deskWithCodename(
            @PathParam("slug") String slug, @HeaderParam(HttpHeaders.HOST) @Nullable String host) {
        if (!find(slug).isOpen()) {
            throw new NotFoundException();
        }
        Codename codename = codenames.mint();
        SecretPage page = new SecretPage(page(slug, host, true));
        return Response.ok(codenames.on(page, codename, WordList.ENGLISH).then(codename::close))
                .build();
    }

    private String page(String slug, @Nullable String host, boolean coming) {
        return Templates.desk(
                        find(slug),
                        SizeWords.of(config.uploadLimit().asLongValue()),
                        OwnAddress.of(host).orElse(null),
                        coming,
                        Codenames.WORDS,
                        Codenames.FIELD,
                        List.of(WordList.values()),
                        WordList.ENGLISH,
                        log.head().orElse(null),
                        room.notice(),
                        config.noScriptLane())
                .render();
    }

    /** All of the desk's certificates in one armored file (with the checksum line that gpg 2.2 insists on). */
    @GET
    @Path("/certificates.asc")
    @Blocking
    @Produces(MediaType.TEXT_PLAIN + ";charset=US-ASCII")
    public Response certificates(@PathParam("slug") String slug) {
        VettedDesk desk = find(slug);
        if (!desk.isOpen()) {
            throw new NotFoundException();
        }
        return Response.ok(CertificateBundle.armored(desk.reviewers().stream()
                        .map(reviewer -> reviewer.certificate())
                        .toList()))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + desk.slug() + ".asc\"")
                .build();
    }

    private VettedDesk find(String slug) {
        return desks.find(slug).orElseThrow(NotFoundException::new);
    }
}
