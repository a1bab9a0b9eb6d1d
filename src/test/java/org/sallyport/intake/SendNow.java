package org.sallyport.intake;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.sallyport.codename.Codename;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.openpgp.Gate;
import org.sallyport.standalone.DatabaseRole;
import org.sallyport.testkit.Sql;
import org.sallyport.testkit.TestDataSource;

/** A source that sends: through the gate into the arrival tables, with the source's database role. A batch is another's to move. */
public final class SendNow {
    private final String desk;
    private final ArrivalKind kind;
    private final Optional<Codename> codename;

    private SendNow(String desk, ArrivalKind kind, Optional<Codename> codename) {
        this.desk = desk;
        this.kind = kind;
        this.codename = codename;
    }

    public static SendNow to(String desk) {
        return new SendNow(desk, ArrivalKind.REPORT, Optional.empty());
    }

    public SendNow under(Codename name) {
        return new SendNow(desk, kind, Optional.of(name));
    }

    /** From the mailbox's page. */
    public SendNow asAddition() {
        return new SendNow(desk, ArrivalKind.ADDITION, codename);
    }

    public void message(byte[] message, List<EncryptionKey> keys) throws Exception {
        message(new ByteArrayInputStream(message), keys);
    }

    public void message(InputStream message, List<EncryptionKey> keys) throws Exception {
        DataSource source = TestDataSource.of(DatabaseRole.SOURCE);
        boolean prompt = Sql.count("desk where shown_at_once and slug = '" + desk + "'") > 0;
        new ReceivingReports(source, new TakingBodies(source))
                .receive(
                        new Destination(desk, prompt, kind),
                        Gate.admit(message, keys),
                        codename.map(
                                name -> new NewMailbox(name.mailboxId(), name.tokenHash(), name.replyCertificate())));
    }
}
