package org.sallyport.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A secret key that is locked with Argon2, as newer programs do it. The console's own library makes it. */
public final class ModernKey {
    public static final String PASSPHRASE = "only for tests";

    private static final String PROGRAM = """
            import { enums, generateKey } from '@protontech/openpgp';
            const { privateKey } = await generateKey({
              userIDs: [{ name: 'modern' }],
              passphrase: process.argv[1],
              config: {
                s2kType: enums.s2k.argon2,
                s2kArgon2Params: { passes: 1, parallelism: 1, memoryExponent: 10 },
                aeadProtect: true,
              },
            });
            process.stdout.write(privateKey);
            """;

    private ModernKey() {}

    /** Writes it into this folder. */
    public static Path in(Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("modern.key.asc");
        List<String> command =
                List.of(Programs.require("node").toString(), "--input-type=module", "--eval", PROGRAM, PASSPHRASE);
        Process node = new ProcessBuilder(command)
                .directory(Path.of("src", "main", "webui").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(file.toFile())
                .start();
        if (node.waitFor() != 0 || !Files.readString(file).startsWith("-----BEGIN PGP PRIVATE KEY BLOCK-----")) {
            throw new IOException("node made no key");
        }
        return file;
    }
}
