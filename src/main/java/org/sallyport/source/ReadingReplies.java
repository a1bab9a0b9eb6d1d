package org.sallyport.source;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sallyport.codename.Codename;
import org.sallyport.intake.Mailboxes;
import org.sallyport.intake.StoreUnreachable;
import org.sallyport.keyring.VettedDesks;
import org.sallyport.keyring.VettedReviewer;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.OpenedReply;
import org.sallyport.openpgp.ReplyKey;

/** The replies under a codename: opened in memory for one page, and forgotten. */
@ApplicationScoped
class ReadingReplies {
    /** 8,000 characters of four octets, and room for an air-gapped program's own ideas. */
    private static final int LONGEST = 48 * 1024;
    /** As it stands on the page, where a sign for what nobody sees takes fifty octets. */
    private static final int LONGEST_SHOWN = 54 * 1024;
    /** Octets that the page has around a reply. */
    private static final int AROUND_ONE = 1000;

    private final Mailboxes mailboxes;
    private final VettedDesks desks;
    private final Clock clock;

    ReadingReplies(Mailboxes mailboxes, VettedDesks desks, Clock clock) {
        this.mailboxes = mailboxes;
        this.desks = desks;
        this.clock = clock;
    }

    /**
     * @param desks the slugs of those to which something was sent under the codename
     * @param texts the opened replies by their slots' names; wiped by whoever shows them
     * @param next how many are newer than those of the next page
     * @param earlier whether there is a next page
     */
    record Page(List<String> desks, List<ShownReply> shown, Map<String, byte[]> texts, int next, boolean earlier) {
        @Override
        public String toString() {
            return "[REDACTED]";
        }
    }

    /**
     * Empty if nothing is kept under this codename.
     *
     * @param skipped how many of the newest are left out
     * @param room octets of the page for replies; one that never fits is offered as a file
     */
    Optional<Page> read(Codename codename, int skipped, long room) throws StoreUnreachable {
        Mailboxes.Opened opened = open(codename, skipped).orElse(null);
        if (opened == null) {
            return Optional.empty();
        }
        // Whoever it was handed on to may answer too.
        List<VettedReviewer> reviewers = desks.reviewers();
        List<ShownReply> shown = new ArrayList<>();
        Map<String, byte[]> texts = new HashMap<>();
        long left = room;
        try (ReplyKey key = codename.replyKey()) {
            for (Mailboxes.SealedReply reply : opened.replies()) {
                Optional<OpenedReply> text = open(key, reply, reviewers);
                left -= AROUND_ONE + text.map(ReadingReplies::length).orElse(0L);
                if (left < 0) {
                    text.ifPresent(one -> Arrays.fill(one.text(), (byte) 0));
                    return Optional.of(new Page(opened.desks(), shown, texts, skipped + shown.size(), true));
                }
                List<VettedReviewer> signers =
                        text.map(one -> signers(one, reviewers)).orElse(List.of());
                ShownReply row = new ShownReply(
                        shown.size(),
                        reply.id(),
                        reply.day(),
                        text.isPresent(),
                        text.map(OpenedReply::text).filter(VisibleText::isUtf8).isPresent(),
                        !signers.isEmpty(),
                        signature(signers, opened.desks()));
                shown.add(row);
                text.ifPresent(one -> texts.put(row.name(), one.text()));
            }
        }
        return Optional.of(new Page(opened.desks(), shown, texts, skipped + shown.size(), opened.earlier()));
    }

    private static long length(OpenedReply reply) {
        return SecretPage.lengthOfForeign(reply.text());
    }

    private Optional<OpenedReply> open(ReplyKey key, Mailboxes.SealedReply reply, List<VettedReviewer> reviewers) {
        List<Certificate> signers =
                reviewers.stream().map(VettedReviewer::certificate).toList();
        try {
            OpenedReply opened =
                    inUtf8(key.open(new ByteArrayInputStream(reply.message()), LONGEST, signers, clock.instant()));
            if (length(opened) <= LONGEST_SHOWN) {
                return Optional.of(opened);
            }
            Arrays.fill(opened.text(), (byte) 0);
        } catch (IOException cannotBeOpened) {
            // It is offered as it was sent.
        }
        return Optional.empty();
    }

    /** Its signature is on the octets as they came, and was verified on them. */
    private static OpenedReply inUtf8(OpenedReply reply) {
        return new OpenedReply(WideText.inUtf8(reply.text()), reply.signed(), reply.signedBy());
    }

    /** The vetted reviewer who signed it, once for each of their desks. */
    private static List<VettedReviewer> signers(OpenedReply reply, List<VettedReviewer> reviewers) {
        return reviewers.stream()
                .filter(reviewer -> reply.signedBy()
                        .filter(reviewer.certificate().fingerprint()::equals)
                        .isPresent())
                .toList();
    }

    private static String signature(List<VettedReviewer> signers, List<String> desks) {
        if (signers.isEmpty()) {
            return "Not signed by a vetted reviewer. Be careful with what it asks of you.";
        }
        String alias = signers.get(0).alias();
        return signers.stream().map(VettedReviewer::desk).anyMatch(desks::contains)
                ? "Signed by " + alias + ", a vetted reviewer of the desk."
                : "Signed by " + alias
                        + ", a vetted reviewer of another desk: yours may have handed your report on to it.";
    }

    /** One reply as it was sent; empty if there is none such. */
    Optional<byte[]> sealed(Codename codename, int skipped) throws StoreUnreachable {
        return open(codename, skipped)
                .map(Mailboxes.Opened::replies)
                .filter(replies -> !replies.isEmpty())
                .map(replies -> replies.get(0).message());
    }

    /** @param shown the ids of those that its page showed */
    boolean delete(Codename codename, List<UUID> shown) throws StoreUnreachable {
        byte[] token = codename.token();
        try {
            return mailboxes.deleteReplies(codename.mailboxId(), token, shown);
        } finally {
            Arrays.fill(token, (byte) 0);
        }
    }

    boolean close(Codename codename) throws StoreUnreachable {
        byte[] token = codename.token();
        try {
            return mailboxes.close(codename.mailboxId(), token);
        } finally {
            Arrays.fill(token, (byte) 0);
        }
    }

    private Optional<Mailboxes.Opened> open(Codename codename, int skipped) throws StoreUnreachable {
        byte[] token = codename.token();
        try {
            return mailboxes.open(codename.mailboxId(), token, skipped);
        } finally {
            Arrays.fill(token, (byte) 0);
        }
    }
}
