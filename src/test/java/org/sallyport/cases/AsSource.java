package org.sallyport.cases;

import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import org.sallyport.codename.Codename;
import org.sallyport.intake.SendNow;
import org.sallyport.openpgp.EncryptionKey;
import org.sallyport.testkit.MadeMessage;
import org.sallyport.vault.BatchNow;

/** What a source of the urgent desk sends, and moves on in a batch of its own. */
final class AsSource {
    static final String DESK = "urgent";

    private AsSource() {}

    static Codename mint() {
        return Codename.mint(new SecureRandom());
    }

    static byte[] message(List<EncryptionKey> keys) {
        return MadeMessage.binary(keys, 500);
    }

    /** Without a codename. @return the entry that it became */
    static UUID reports(byte[] message, List<EncryptionKey> keys) throws Exception {
        List<UUID> before = InVault.entries();
        SendNow.to(DESK).message(message, keys);
        BatchNow.move();
        return newest(before);
    }

    /** @return the entry that it became */
    static UUID reports(Codename codename, byte[] message, List<EncryptionKey> keys) throws Exception {
        List<UUID> before = InVault.entries();
        SendNow.to(DESK).under(codename).message(message, keys);
        BatchNow.move();
        return newest(before);
    }

    static void adds(Codename codename, List<EncryptionKey> keys) throws Exception {
        SendNow.to(DESK).under(codename).asAddition().message(message(keys), keys);
        BatchNow.move();
    }

    private static UUID newest(List<UUID> before) {
        List<UUID> fresh = InVault.entries().stream()
                .filter(entry -> !before.contains(entry))
                .toList();
        if (fresh.size() != 1) {
            throw new AssertionError("it became " + fresh.size() + " entries");
        }
        return fresh.get(0);
    }
}
