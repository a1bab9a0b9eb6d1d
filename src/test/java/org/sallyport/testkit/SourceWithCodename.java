package org.sallyport.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.sallyport.codename.Codename;
import org.sallyport.intake.SendNow;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.MessageFraming;
import org.sallyport.openpgp.OpenedReply;
import org.sallyport.openpgp.ReplyKey;
import org.sallyport.vault.BatchNow;

/** A source that can be answered: its report has the reply key inside, and its codename opens the answers. */
public final class SourceWithCodename implements AutoCloseable {
    public static final String REPORT = "What happened.\n";
    private static final int LONGEST_REPLY = 128 * 1024;

    private final PlainGpg gpg = new PlainGpg();
    private final Codename codename = Codename.mint(new SecureRandom());
    private final ReplyKey replyKey = codename.replyKey();

    public SourceWithCodename() throws IOException {}

    public PlainGpg gpg() {
        return gpg;
    }

    public byte[] replyCertificate() {
        return replyKey.certificate();
    }

    /**
     * Stores a report of today, sealed with gpg.
     *
     * @param claimed what the server says is the source's certificate
     * @return the entry's id
     */
    public UUID reports(byte[] claimed, Person... reviewers) throws IOException, SQLException {
        UUID entry = StoredMessage.of(
                new ByteArrayInputStream(report(REPORT, reviewers)),
                LocalDate.now(ZoneOffset.UTC),
                codename.mailboxId(),
                reviewers);
        try (Connection database = PostgreSQL.owner();
                PreparedStatement insert = database.prepareStatement(
                        "insert into mailbox (address, token_hash, reply_certificate) values (?, ?, ?)")) {
            insert.setObject(1, codename.mailboxId());
            insert.setBytes(2, codename.tokenHash());
            insert.setBytes(3, claimed);
            insert.executeUpdate();
        }
        return entry;
    }

    /** A report with this text and the reply key inside, by gpg. */
    public byte[] report(String text, Person... reviewers) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(octets)) {
            zip.putNextEntry(new ZipEntry("report.txt"));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("reply-key.pgp"));
            zip.write(replyKey.certificate());
        }
        return sealed(octets.toByteArray(), reviewers);
    }

    /**
     * Sends a message to the urgent desk under this codename, as a report and through the gate, and a batch moves it.
     *
     * @param message its own, or one that it captured
     * @return the entry to which the codename leads
     */
    public UUID sends(byte[] message, Person... reviewers) throws Exception {
        return arrives(SendNow.to("urgent").under(codename), message, reviewers);
    }

    /** The same from the mailbox's page. */
    public UUID adds(byte[] message, Person... reviewers) throws Exception {
        return arrives(SendNow.to("urgent").under(codename).asAddition(), message, reviewers);
    }

    private UUID arrives(SendNow way, byte[] message, Person... reviewers) throws Exception {
        way.message(
                message,
                Stream.of(reviewers)
                        .flatMap(reviewer -> Vetting.keys(reviewer).stream())
                        .toList());
        BatchNow.move();
        return UUID.fromString(Sql.text("select id from entry where mailbox = '" + codename.mailboxId() + "'"));
    }

    /** A message to these reviewers, by gpg. */
    public byte[] sealed(byte[] plaintext, Person... reviewers) throws IOException {
        Stream<String> recipients = Stream.of(reviewers)
                .flatMap(reviewer ->
                        Stream.of("--recipient-file", Vetting.file(reviewer).toString()));
        return gpg.run(
                        plaintext,
                        Stream.concat(recipients, Stream.of("--encrypt")).toArray(String[]::new))
                .orFail();
    }

    /** The answers as the source's own door gives them, opened with the codename's key. */
    public List<OpenedReply> opens(Person signer) throws Exception {
        Certificate certificate = Certificate.read(Files.readAllBytes(Vetting.file(signer)));
        List<OpenedReply> opened = new ArrayList<>();
        try (Connection database = PostgreSQL.owner();
                PreparedStatement query = database.prepareStatement(
                        "select octets, packets from open_mailbox(?, ?, 0, 9) where reply is not null")) {
            query.setObject(1, codename.mailboxId());
            query.setBytes(2, codename.token());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    byte[] body = row.getBytes(1);
                    byte[][] packets = (byte[][]) row.getArray(2).getArray();
                    ByteArrayOutputStream message = new ByteArrayOutputStream();
                    message.writeBytes(MessageFraming.header(List.of(packets), body.length));
                    message.writeBytes(body);
                    opened.add(replyKey.open(
                            new ByteArrayInputStream(message.toByteArray()),
                            LONGEST_REPLY,
                            List.of(certificate),
                            Instant.now()));
                }
            }
        }
        return opened;
    }

    @Override
    public void close() throws IOException {
        replyKey.close();
        codename.close();
        gpg.close();
    }
}
