package org.sallyport.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A reviewer rotates with gpg: a second encryption subkey, and the certificate goes to the service. */
public final class NewSubkey {
    private NewSubkey() {}

    /** @return the file with both secret subkeys, in gpg's folder */
    public static Path of(Person reader, PlainGpg gpg) throws Exception {
        String fingerprint = Vetting.certificate(reader).hex();
        gpg.run(Files.readAllBytes(Vetting.file(reader)), "--import").orFail();
        gpg.run(Files.readAllBytes(Vetting.secretKey(reader)), withPassphrase(reader, "--import"))
                .orFail();
        gpg.run(new byte[0], withPassphrase(reader, "--quick-add-key", fingerprint, "cv25519", "encr", "1y"))
                .orFail();
        byte[] certificate = gpg.run(new byte[0], "--export", fingerprint).orFail();
        try (Connection database = PostgreSQL.owner();
                PreparedStatement update =
                        database.prepareStatement("update certificate set octets = ? where fingerprint = ?")) {
            update.setBytes(1, certificate);
            update.setString(2, fingerprint);
            update.executeUpdate();
        }
        // The keyring looks again after a second.
        TimeUnit.MILLISECONDS.sleep(1_200);
        byte[] secret = gpg.run(new byte[0], withPassphrase(reader, "--armor", "--export-secret-keys", fingerprint))
                .orFail();
        return Files.write(gpg.home().resolve("rotated.key.asc"), secret);
    }

    /** A command of gpg that needs the secret key. */
    public static String[] withPassphrase(Person reader, String... command) {
        List<String> whole = new ArrayList<>(
                List.of("--passphrase-file", Vetting.passphraseFile(reader).toString()));
        whole.addAll(List.of(command));
        return whole.toArray(String[]::new);
    }
}
