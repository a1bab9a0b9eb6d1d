package org.sallyport.intake;

import org.sallyport.codename.Codename;
import org.sallyport.standalone.DatabaseRole;
import org.sallyport.testkit.TestDataSource;

/** Mailboxes with the source's database role, for tests that are not of this package. */
public final class MailboxesAsSource {
    private MailboxesAsSource() {}

    public static Mailboxes open() {
        return new Mailboxes(TestDataSource.of(DatabaseRole.SOURCE));
    }

    /** Those on the first page. */
    public static boolean deleteAllReplies(Codename codename) throws StoreUnreachable {
        Mailboxes mailboxes = open();
        Mailboxes.Opened opened =
                mailboxes.open(codename.mailboxId(), codename.token(), 0).orElseThrow();
        return mailboxes.deleteReplies(
                codename.mailboxId(),
                codename.token(),
                opened.replies().stream().map(Mailboxes.SealedReply::id).toList());
    }
}
