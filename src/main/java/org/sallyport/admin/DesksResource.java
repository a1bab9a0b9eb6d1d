package org.sallyport.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sallyport.keyring.DeskText;
import org.sallyport.keyring.KeepingDesks;
import org.sallyport.keyring.KeyFileRefused;
import org.sallyport.keyring.KeyringOverview;
import org.sallyport.keyring.KeyringOverview.Overview;
import org.sallyport.web.FreshSecondFactor;
import org.sallyport.web.Problem;
import org.sallyport.web.Roles;
import org.sallyport.web.StaffMember;

/** Desks made, described and retired. None is ever deleted. */
@Path("/api/desks/{slug}")
@RolesAllowed(Roles.KEY_ADMIN)
@FreshSecondFactor
@Produces(MediaType.APPLICATION_JSON)
class DesksResource {
    /** Seven texts of a thousand characters each, in the longest script. */
    private static final int LONGEST_BODY = 64 * 1024;

    private final KeepingDesks desks;
    private final KeyringOverview overview;
    private final StaffMember person;
    private final ObjectReader json;

    DesksResource(KeepingDesks desks, KeyringOverview overview, StaffMember person, ObjectMapper mapper) {
        this.desks = desks;
        this.overview = overview;
        this.person = person;
        this.json = mapper.readerFor(Posted.class);
    }

    private record PostedText(
            @Nullable String language,
            @Nullable String name,
            @Nullable String description) {}

    private record Posted(
            @Nullable String name,
            @Nullable String description,
            @Nullable List<PostedText> texts,
            boolean shownAtOnce) {}

    private record Words(String name, String description, List<DeskText> texts, boolean shownAtOnce) {}

    /**
     * @param body {@code {"name": …, "description": …, "texts": [{"language": "fr", "name": …, "description": …}],
     *     "shownAtOnce": …}}; without the last, reviewers are shown its messages in batches
     */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Overview describe(@PathParam("slug") String slug, InputStream body) throws IOException, KeyFileRefused {
        Words words = words(body.readNBytes(LONGEST_BODY + 1));
        try {
            desks.describe(person.alias(), slug, words.name(), words.description(), words.texts(), words.shownAtOnce());
        } catch (IllegalArgumentException notTaken) {
            throw refused(422, "Not taken", String.valueOf(notTaken.getMessage()));
        }
        return overview.all();
    }

    @PUT
    @Path("retired")
    public Overview retire(@PathParam("slug") String slug) throws IOException, KeyFileRefused {
        if (!desks.retire(person.alias(), slug)) {
            throw refused(404, "No such desk", "There is no desk with this short name.");
        }
        return overview.all();
    }

    private Words words(byte[] text) throws IOException {
        try {
            Posted posted = text.length > LONGEST_BODY ? null : json.<Posted>readValue(text);
            return words(Objects.requireNonNull(posted));
        } catch (JsonProcessingException | NullPointerException notWhole) {
            throw refused(
                    400,
                    "Not understood",
                    "A desk is {\"name\": …, \"description\": …, \"texts\": [{\"language\": …, \"name\": …, \"description\": …}]}.");
        }
    }

    private static Words words(Posted posted) {
        List<DeskText> texts = Objects.requireNonNull(posted.texts()).stream()
                .map(text -> new DeskText(
                        Objects.requireNonNull(text.language()),
                        Objects.requireNonNull(text.name()),
                        Objects.requireNonNull(text.description())))
                .toList();
        return new Words(
                Objects.requireNonNull(posted.name()),
                Objects.requireNonNull(posted.description()),
                texts,
                posted.shownAtOnce());
    }

    private static WebApplicationException refused(int status, String title, String detail) {
        Problem problem = new Problem(status, title, detail);
        return new WebApplicationException(problem.title(), problem.response());
    }
}
