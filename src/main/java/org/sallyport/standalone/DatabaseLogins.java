package org.sallyport.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;

/**
 * The passwords of the database's roles, random, in a folder that only its owner can enter. {@code <role>.password} is
 * kept from the first start on; {@code <role>.env} is written at every start, for the environment of the process
 * that uses the role: passwords never stand on a command line.
 */
final class DatabaseLogins {
    private static final int PASSWORD_OCTETS = 32;

    private final Path folder;
    private final Map<DatabaseRole, String> passwords = new EnumMap<>(DatabaseRole.class);

    DatabaseLogins(Path folder) throws IOException {
        this.folder = PrivateFiles.folder(folder);
        for (DatabaseRole role : DatabaseRole.values()) {
            passwords.put(role, kept(passwordFile(role)));
        }
    }

    /** One line, the password: what initdb reads with {@code --pwfile}. */
    Path passwordFile(DatabaseRole role) {
        return folder.resolve(role.fileName() + ".password");
    }

    String password(DatabaseRole role) {
        return passwords.getOrDefault(role, "");
    }

    void writeEnvironments(String jdbcUrl) throws IOException {
        for (DatabaseRole role : DatabaseRole.values()) {
            if (role != DatabaseRole.SUPERUSER) {
                PrivateFiles.write(
                        folder.resolve(role.fileName() + ".env"),
                        "QUARKUS_DATASOURCE_JDBC_URL=" + jdbcUrl
                                + "\nQUARKUS_DATASOURCE_USERNAME=" + role.roleName()
                                + "\nQUARKUS_DATASOURCE_PASSWORD=" + password(role) + "\n");
            }
        }
    }

    private static String kept(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] octets = new byte[PASSWORD_OCTETS];
            new SecureRandom().nextBytes(octets);
            PrivateFiles.write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(octets) + "\n");
        }
        return Files.readString(file).strip();
    }
}
