package org.sallyport.cases;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.sallyport.audit.StaffAct;
import org.sallyport.audit.StaffRecord;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.MessageRefused;
import org.sallyport.openpgp.SessionKeyPacket;
import org.sallyport.vault.Reader;

/**
 * An entry handed on: a reader's own program seals the session keys of its messages to colleagues, and they become its
 * readers. The bodies stay as they are, and whether a packet opens its body only the colleague can find out.
 */
@ApplicationScoped
public class HandingOn {
    /** How many colleagues at once: the largest desk. */
    public static final int MOST_COLLEAGUES = 24;

    private final Entries entries;
    private final Withdrawals withdrawals;
    private final HandedPackets handed;
    private final StaffRecord record;
    private final DataSource database;

    HandingOn(Entries entries, Withdrawals withdrawals, HandedPackets handed, StaffRecord record, DataSource database) {
        this.entries = entries;
        this.withdrawals = withdrawals;
        this.handed = handed;
        this.record = record;
        this.database = database;
    }

    /**
     * Who hands on.
     *
     * @param alias their role alias
     * @param leads whether they are a desk lead, who may give back what a desk lead took
     */
    public record Giver(Reader reader, String alias, boolean leads) {}

    /** The messages of the entry that the reader can open and that one of these colleagues has no packet of yet. */
    @Transactional(rollbackOn = Exception.class)
    public List<Readdressing.Dependent> messages(Reader reader, UUID entry, Collection<Colleague> colleagues)
            throws EntryNotFound, AccessRefused, ReportsUnreachable {
        requireReadable(reader, entry);
        try (Connection connection = database.getConnection()) {
            return lacking(connection, reader, entry, colleagues).stream()
                    .map(held -> new Readdressing.Dependent(entry, held.id(), held.packets(), held.sealedHeader()))
                    .toList();
        } catch (SQLException e) {
            throw new ReportsUnreachable(e);
        }
    }

    /**
     * Adds the packets and makes the colleagues readers: all of it or nothing, and what was done is on the staff's record.
     *
     * @param packets one for each of {@link #messages} and each colleague; one that is there already stays
     * @param living everybody who is vetted now
     */
    @Transactional(rollbackOn = Exception.class)
    public void hand(
            Giver giver,
            UUID entry,
            Collection<Colleague> colleagues,
            List<Readdressing.Replacement> packets,
            LivingReaders living)
            throws EntryNotFound, AccessRefused, ReportsUnreachable {
        try (Connection connection = database.getConnection()) {
            EntryLock.take(connection, entry);
            requireReadable(giver.reader(), entry);
            withdrawals.giveBack(connection, entry, colleagues, giver.leads());
            add(connection, giver.reader(), entry, colleagues, packets);
            if (!lacking(connection, giver.reader(), entry, colleagues).isEmpty()) {
                throw new AccessRefused(AccessRefused.Reason.NOT_THE_PACKETS);
            }
            for (Colleague colleague : colleagues) {
                HandedPackets.addReader(connection, entry, colleague, living);
            }
        } catch (SQLException e) {
            throw new ReportsUnreachable(e);
        }
        for (Colleague colleague : colleagues) {
            record.add(giver.alias(), StaffAct.Kind.ENTRY_HANDED_ON, colleague.certificate());
        }
    }

    private List<HandedPackets.Held> lacking(
            Connection connection, Reader reader, UUID entry, Collection<Colleague> colleagues)
            throws AccessRefused, SQLException {
        List<HandedPackets.Held> messages = handed.messages(connection, reader, entry, colleagues);
        boolean all = colleagues.stream().allMatch(Colleague::readsVersion2);
        if (!all && messages.stream().anyMatch(message -> message.seipdVersion() == 2)) {
            throw new AccessRefused(AccessRefused.Reason.CANNOT_READ_VERSION_2);
        }
        return messages.stream()
                .filter(message -> message.lacksOneOf(colleagues))
                .toList();
    }

    private void add(
            Connection connection,
            Reader reader,
            UUID entry,
            Collection<Colleague> colleagues,
            List<Readdressing.Replacement> packets)
            throws AccessRefused, SQLException {
        Map<UUID, HandedPackets.Held> messages = handed.messages(connection, reader, entry, colleagues).stream()
                .collect(Collectors.toMap(HandedPackets.Held::id, Function.identity()));
        List<EncryptionKey> keys = HandedPackets.keys(colleagues);
        for (Readdressing.Replacement packet : packets) {
            HandedPackets.Held message = messages.get(packet.message());
            if (message == null) {
                throw new AccessRefused(AccessRefused.Reason.NOT_THE_PACKETS);
            }
            try {
                handed.add(
                        connection, message.id(), SessionKeyPacket.read(packet.packet(), keys, message.seipdVersion()));
            } catch (MessageRefused refused) {
                throw new AccessRefused(AccessRefused.Reason.NOT_THE_PACKETS);
            }
        }
    }

    private void requireReadable(Reader reader, UUID entry) throws EntryNotFound {
        if (entries.find(reader, entry).isEmpty()) {
            throw new EntryNotFound();
        }
    }
}
