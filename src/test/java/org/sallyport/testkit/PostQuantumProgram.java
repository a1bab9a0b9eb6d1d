package org.sallyport.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An OpenPGP program of somebody else that has ML-KEM, which gpg 2.2 and sq lack: the browser's library, run by Node. */
public final class PostQuantumProgram {
    private static final Path WEBUI = Path.of("src", "main", "webui");

    private static final String BEGIN = """
            import { readFileSync, writeFileSync } from 'node:fs';
            import * as openpgp from '@protontech/openpgp';
            const file = (name) => `${process.argv[1]}/${name}`;
            const read = (name) => new Uint8Array(readFileSync(file(name)));
            const write = (name, octets) => writeFileSync(file(name), octets);
            """;

    private PostQuantumProgram() {}

    /** @param script uses {@code openpgp}, and the folder's files through {@code read(name)} and {@code write(name, octets)} */
    public static void run(Path folder, String script) throws IOException, InterruptedException {
        Process node = new ProcessBuilder(List.of(
                        Programs.require("node").toString(),
                        "--input-type=module",
                        "--eval",
                        BEGIN + script,
                        folder.toString()))
                .directory(WEBUI.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (node.waitFor() != 0) {
            throw new IOException("the program failed: " + said);
        }
    }

    /** The secret key of a new reviewer, unlocked, as {@code reviewer.key}; the certificate as {@code reviewer.pgp}. */
    public static byte[] reviewer(Path folder, boolean version2, boolean classicalToo)
            throws IOException, InterruptedException {
        run(folder, """
                const { privateKey } = await openpgp.generateKey({
                  userIDs: [{ email: 'urgent-1@desk.example' }],
                  type: 'ecc',
                  curve: 'ed25519Legacy',
                  subkeys: [%s{ type: 'pqc' }],
                  format: 'object',
                  config: { aeadProtect: %s, preferredAEADAlgorithm: openpgp.enums.aead.gcm },
                });
                write('reviewer.key', privateKey.write());
                write('reviewer.pgp', privateKey.toPublic().write());
                """.formatted(classicalToo ? "{ type: 'ecc', curve: 'curve25519Legacy' }, " : "", version2));
        return Files.readAllBytes(folder.resolve("reviewer.pgp"));
    }
}
