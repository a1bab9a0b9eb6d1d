package org.sallyport.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.sallyport.openpgp.MessageFraming;

/**
 * What a codename may see and do of its report: the replies that were sealed to it, and nothing of what was sent. An entry
 * that does not exist, a wrong token and a closed mailbox cannot be told apart.
 */
@ApplicationScoped
public class Mailboxes {
    /** How many replies a page holds at most. */
    public static final int PAGE = 10;

    private final DataSource database;

    Mailboxes(DataSource database) {
        this.database = database;
    }

    /** @param earlier whether there are replies before these */
    public record Opened(String desk, byte[] replyCertificate, List<SealedReply> replies, boolean earlier) {}

    /**
     * A reply as one OpenPGP message, with only the session-key packets that are for the codename.
     *
     * @param day when it was written (UTC)
     */
    public record SealedReply(LocalDate day, byte[] message) {}

    /**
     * A page of replies, newest first; within a day in no order of time.
     *
     * @param skipped how many of the newest are left out
     */
    public Optional<Opened> open(UUID entry, byte[] token, int skipped) throws ReportsUnreachable {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("select * from open_mailbox(?, ?, ?, ?)")) {
            query.setObject(1, entry);
            query.setBytes(2, token);
            query.setInt(3, skipped);
            query.setInt(4, PAGE + 1);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(opened(rows)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new ReportsUnreachable(e);
        }
    }

    /** Every row names the desk; without replies there is one row that holds nothing else. */
    private static Opened opened(ResultSet rows) throws SQLException {
        String desk = rows.getString("desk");
        byte[] certificate = rows.getBytes("reply_certificate");
        List<SealedReply> replies = new ArrayList<>();
        do {
            if (rows.getObject("reply") != null) {
                replies.add(reply(rows));
            }
        } while (rows.next());
        return new Opened(desk, certificate, replies.stream().limit(PAGE).toList(), replies.size() > PAGE);
    }

    private static SealedReply reply(ResultSet row) throws SQLException {
        byte[] body = row.getBytes("octets");
        Array packets = row.getArray("packets");
        byte[] header = MessageFraming.header(Arrays.asList((byte[][]) packets.getArray()), body.length);
        byte[] message = Arrays.copyOf(header, header.length + body.length);
        System.arraycopy(body, 0, message, header.length, body.length);
        return new SealedReply(row.getObject("written", LocalDate.class), message);
    }

    /** Takes every reply out of the codename's reach for good. False if there is no such mailbox. */
    public boolean deleteReplies(UUID entry, byte[] token) throws ReportsUnreachable {
        return call("select delete_replies(?, ?)", entry, token);
    }

    /** Deletes the replies and ends the mailbox: the codename leads nowhere any more. False if there is no such mailbox. */
    public boolean close(UUID entry, byte[] token) throws ReportsUnreachable {
        return call("select close_mailbox(?, ?)", entry, token);
    }

    private boolean call(String function, UUID entry, byte[] token) throws ReportsUnreachable {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(function)) {
            statement.setObject(1, entry);
            statement.setBytes(2, token);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new ReportsUnreachable(e);
        }
    }
}
