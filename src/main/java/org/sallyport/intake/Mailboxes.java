package org.sallyport.intake;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.sallyport.openpgp.MessageFraming;

/**
 * What a codename may see and do of what was sent under it: the replies that were sealed to it, and nothing that the source sent. An
 * address that does not exist, a wrong token and a closed mailbox cannot be told apart. What is deleted or closed is out of reach
 * at once, and gone with the next batch.
 */
@ApplicationScoped
public class Mailboxes {
    /** How many replies a page holds at most. */
    public static final int PAGE = 10;

    private final DataSource database;

    Mailboxes(DataSource database) {
        this.database = database;
    }

    /**
     * @param desks the slugs of those to which something was sent under the codename: at least one, in order
     * @param earlier whether there are replies before these
     */
    public record Opened(List<String> desks, byte[] replyCertificate, List<SealedReply> replies, boolean earlier) {}

    /**
     * A reply as one OpenPGP message, with only the session-key packets that are for the codename.
     *
     * @param id names it among the replies of its mailbox
     * @param day when it was written (UTC)
     */
    public record SealedReply(UUID id, LocalDate day, byte[] message) {}

    /**
     * A page of replies, newest first; within a day in no order of time.
     *
     * @param skipped how many of the newest are left out
     */
    public Optional<Opened> open(UUID address, byte[] token, int skipped) throws StoreUnreachable {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("select * from open_mailbox(?, ?, ?, ?)")) {
            query.setObject(1, address);
            query.setBytes(2, token);
            query.setInt(3, skipped);
            query.setInt(4, PAGE + 1);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(opened(rows)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new StoreUnreachable(e);
        }
    }

    /** Every row names the desks; without replies there is one row that holds nothing else. */
    private static Opened opened(ResultSet rows) throws SQLException {
        List<String> desks = List.of((String[]) rows.getArray("desks").getArray());
        byte[] certificate = rows.getBytes("reply_certificate");
        List<SealedReply> replies = new ArrayList<>();
        do {
            if (rows.getObject("reply") != null) {
                replies.add(reply(rows));
            }
        } while (rows.next());
        return new Opened(desks, certificate, replies.stream().limit(PAGE).toList(), replies.size() > PAGE);
    }

    private static SealedReply reply(ResultSet row) throws SQLException {
        byte[] body = row.getBytes("octets");
        Array packets = row.getArray("packets");
        byte[] header = MessageFraming.header(Arrays.asList((byte[][]) packets.getArray()), body.length);
        byte[] message = Arrays.copyOf(header, header.length + body.length);
        System.arraycopy(body, 0, message, header.length, body.length);
        return new SealedReply(row.getObject("reply", UUID.class), row.getObject("written", LocalDate.class), message);
    }

    /**
     * Takes replies out of the codename's reach for good. False if there is no such mailbox.
     *
     * @param shown the ids of those that the source has seen: one that was written meanwhile stays
     */
    public boolean deleteReplies(UUID address, byte[] token, Collection<UUID> shown) throws StoreUnreachable {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("select delete_replies(?, ?, ?)")) {
            statement.setArray(3, connection.createArrayOf("uuid", shown.toArray()));
            return call(statement, address, token);
        } catch (SQLException e) {
            throw new StoreUnreachable(e);
        }
    }

    /** Deletes all replies and ends the mailbox: the codename leads nowhere any more. False if there is no such mailbox. */
    public boolean close(UUID address, byte[] token) throws StoreUnreachable {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("select close_mailbox(?, ?)")) {
            return call(statement, address, token);
        } catch (SQLException e) {
            throw new StoreUnreachable(e);
        }
    }

    private static boolean call(PreparedStatement statement, UUID address, byte[] token) throws SQLException {
        statement.setObject(1, address);
        statement.setBytes(2, token);
        try (ResultSet row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }
}
