package org.sallyport.review;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sallyport.cases.EntryNotFound;
import org.sallyport.cases.EntryThread;
import org.sallyport.cases.EntryThreads;
import org.sallyport.cases.Replies;
import org.sallyport.cases.ReplyRefused;
import org.sallyport.cases.ReportsUnreachable;
import org.sallyport.cases.ThreadMessage;
import org.sallyport.cases.Twin;
import org.sallyport.keyring.VettedReviewer;
import org.sallyport.vault.Reader;
import org.sallyport.vault.SealedExport;
import org.sallyport.web.Roles;

/** What was said about one entry, and the answer to it. Sealed in both directions: this door opens nothing. */
@Path("/api/entries/{id}")
@RolesAllowed({Roles.REVIEWER, Roles.DESK_LEAD})
@Produces(MediaType.APPLICATION_JSON)
class ThreadResource {
    private final EntryThreads threads;
    private final Replies replies;
    private final Colleagues colleagues;
    private final Readers readers;
    private final SignedIn person;
    private final ReplyParameters parameters;

    ThreadResource(
            EntryThreads threads,
            Replies replies,
            Colleagues colleagues,
            Readers readers,
            SignedIn person,
            ReplyParameters parameters) {
        this.threads = threads;
        this.replies = replies;
        this.colleagues = colleagues;
        this.readers = readers;
        this.person = person;
        this.parameters = parameters;
    }

    @GET
    @Path("thread")
    public Conversation thread(@PathParam("id") String id) throws ReportsUnreachable {
        UUID entry = EntryParameters.id(id);
        Reader reader = readers.reader(person);
        try {
            return Conversation.of(threads.thread(reader, entry), colleagues.reading(reader, entry));
        } catch (EntryNotFound e) {
            throw Problems.noSuchEntry();
        }
    }

    @GET
    @Path("messages/{message}/sealed.pgp")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response message(@PathParam("id") String id, @PathParam("message") String message)
            throws ReportsUnreachable {
        try {
            SealedExport export =
                    threads.export(readers.reader(person), EntryParameters.id(id), EntryParameters.id(message));
            StreamingOutput body = export::writeTo;
            return Response.ok(body, MediaType.APPLICATION_OCTET_STREAM_TYPE)
                    .header(HttpHeaders.CONTENT_LENGTH, export.length())
                    .header(
                            HttpHeaders.CONTENT_DISPOSITION,
                            "attachment; filename=\"message-" + message.substring(0, 8) + ".pgp\"")
                    .build();
        } catch (EntryNotFound e) {
            throw Problems.noSuchEntry();
        }
    }

    /** Everything of the entry that this person may try, as it is sealed. */
    @GET
    @Path("sealed.zip")
    @Produces("application/zip")
    public Response archive(@PathParam("id") String id) throws ReportsUnreachable {
        UUID entry = EntryParameters.id(id);
        try {
            StreamingOutput body = EntryArchive.of(threads, readers.reader(person), entry)::writeTo;
            return Response.ok(body, "application/zip")
                    .header(
                            HttpHeaders.CONTENT_DISPOSITION,
                            "attachment; filename=\"entry-" + id.substring(0, 8) + ".zip\"")
                    .build();
        } catch (EntryNotFound e) {
            throw Problems.noSuchEntry();
        }
    }

    /** @param body {@code {"seen": 1, "message": "<base64>", "replyCertificate": "<base64>"}} */
    @POST
    @Path("replies")
    @Consumes(MediaType.APPLICATION_JSON)
    public Conversation reply(@PathParam("id") String id, InputStream body) throws IOException, ReportsUnreachable {
        UUID entry = EntryParameters.id(id);
        Replies.Draft draft = parameters.draft(entry, person.alias(), body);
        Reader reader = readers.reader(person);
        try {
            List<VettedReviewer> reading = colleagues.reading(reader, entry);
            replies.add(reader, draft, VettedReviewer.encryptionKeys(reading));
            return Conversation.of(threads.thread(reader, entry), reading);
        } catch (EntryNotFound e) {
            throw Problems.noSuchEntry();
        } catch (ReplyRefused e) {
            throw Problems.replyRefused(e.reason());
        }
    }

    /**
     * @param replyCertificate base64; what the server claims to be the source's certificate. Null without a mailbox
     * @param reviewers those who can open the entry: a reply is sealed to them too
     * @param twins other entries of this person that hold the same sealed report
     * @param moreTwins how many of them are left out
     */
    record Conversation(
            List<Message> messages,
            byte @Nullable [] replyCertificate,
            List<Reviewer> reviewers,
            List<Copy> twins,
            int moreTwins) {
        static Conversation of(EntryThread thread, List<VettedReviewer> reading) {
            return new Conversation(
                    thread.messages().stream().map(Message::of).toList(),
                    thread.replyCertificate().orElse(null),
                    reading.stream()
                            .map(reviewer ->
                                    new Reviewer(reviewer.alias(), reviewer.desk(), reviewer.certificateOctets()))
                            .toList(),
                    thread.twins().stream().map(Copy::of).toList(),
                    thread.moreTwins());
        }
    }

    /** @param replyCertificate base64; of the mailbox that the other entry has. Null without one */
    record Copy(UUID id, String desk, LocalDate received, String state, byte @Nullable [] replyCertificate) {
        static Copy of(Twin twin) {
            return new Copy(
                    twin.entry(),
                    twin.desk(),
                    twin.received(),
                    twin.state().text(),
                    twin.replyCertificate().orElse(null));
        }
    }

    /**
     * @param kind {@code report}, {@code addition} or {@code reply}
     * @param part {@code report}, {@code identity} or {@code files}
     * @param author the role alias of who wrote a reply; null for what the source sent
     * @param unread whether this person has not seen it yet
     */
    record Message(
            UUID id,
            LocalDate day,
            String kind,
            String part,
            @Nullable String author,
            long length,
            boolean readable,
            boolean unread) {
        static Message of(ThreadMessage message) {
            return new Message(
                    message.id(),
                    message.day(),
                    message.kind(),
                    message.part(),
                    message.author().orElse(null),
                    message.length(),
                    message.readable(),
                    message.unread());
        }
    }

    /**
     * @param desk the slug of the desk at which they can open it
     * @param certificate base64
     */
    record Reviewer(String alias, String desk, byte[] certificate) {}
}
