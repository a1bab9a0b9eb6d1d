package org.sallyport.codename;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.OpenedReply;
import org.sallyport.openpgp.ReplyKey;
import org.sallyport.testkit.PostQuantumProgram;

/** The browser's library, given the same 16 octets, comes to the same key: written down a second time, in its language. */
class CodenameInBrowserTest {
    private static final String FIELD = "000102030405060708090a0b0c0d0e0f";
    private static final String TEXT = "Come on Thursday.\nПриходите.\n";

    private static final String SCRIPT = """
            import { createPrivateKey, createPublicKey, hkdfSync } from 'node:crypto';

            const derive = (label, length) =>
              new Uint8Array(hkdfSync('sha256', read('codename'), 'sallyport/codename/v1', label, length));
            const hex = (digits) => [...Buffer.from(digits, 'hex')];

            /** PKCS #8 (RFC 8410) in front of a seed, so that Node computes its public key. */
            const publicOf = (pkcs8, seed) => {
              const secret = createPrivateKey({ key: Buffer.from([...hex(pkcs8), ...seed]), format: 'der', type: 'pkcs8' });
              return [...Buffer.from(createPublicKey(secret).export({ format: 'jwk' }).x, 'base64url')];
            };
            const mpi = (octets) => {
              const number = octets.slice(octets.findIndex((octet) => octet !== 0));
              const bits = number.length * 8 - Math.clz32(number[0]) + 24;
              return [bits >> 8, bits & 255, ...number];
            };

            /** A secret packet without a lock: version, 2025-01-01, algorithm, public part, secret part and its sum. */
            async function packet(kind, algorithm, open, secret) {
              const sum = secret.reduce((all, octet) => all + octet, 0);
              const made = new kind();
              await made.read(Uint8Array.from([4, ...hex('67748580'), algorithm, ...open, 0, ...secret, sum >> 8, sum & 255]));
              return made;
            }

            const { SecretKeyPacket, SecretSubkeyPacket } = openpgp;
            const ed25519 = [...derive('reply-primary', 32)];
            const a = publicOf('302e020100300506032b657004220420', ed25519);
            const primary = await packet(
              SecretKeyPacket, 22, [...hex('092b06010401da470f01'), ...mpi([0x40, ...a])], mpi(ed25519));

            const x25519 = [...derive('reply-subkey', 32)];
            const b = publicOf('302e020100300506032b656e04220420', x25519);
            x25519[0] &= 248;
            x25519[31] = (x25519[31] & 127) | 64;
            const classical = await packet(
              SecretSubkeyPacket,
              18,
              [...hex('0a2b060104019755010501'), ...mpi([0x40, ...b]), ...hex('03010807')],
              mpi(x25519.reverse()));

            const seeds = [...derive('reply-post-quantum', 96)];
            const c = publicOf('302e020100300506032b656e04220420', seeds.slice(0, 32));
            const blank = await packet(SecretSubkeyPacket, 35, [...c, ...new Uint8Array(1184)], seeds);
            // FIPS 203, 7.1: the long form of the secret key holds the public one, behind 1,152 octets.
            const d = blank.privateParams.mlkemSecretKey.slice(1152, 1152 + 1184);
            const mlKem = await packet(SecretSubkeyPacket, 35, [...c, ...d], seeds);

            const secrets = [primary, classical, mlKem];
            write('fingerprints', secrets.map((one) => one.getFingerprint()).join(' '));

            // The signatures are those of the certificate; all else is made here.
            const certificate = await openpgp.readKey({ binaryKey: read('reply-key.pgp') });
            const packets = new openpgp.PacketList();
            for (const one of certificate.toPacketList()) packets.push('getFingerprint' in one ? secrets.shift() : one);
            const key = await openpgp.readPrivateKey({ binaryKey: packets.write() });
            for (const [number, subkey] of certificate.subkeys.entries()) {
              const sealed = await openpgp.encrypt({
                message: await openpgp.createMessage({ binary: read('text') }),
                encryptionKeys: certificate,
                encryptionKeyIDs: [subkey.getKeyID()],
                format: 'binary',
              });
              write(`message-${number}`, sealed);
              const message = await openpgp.readMessage({ binaryMessage: sealed });
              write(`opened-${number}`, (await openpgp.decrypt({ message, decryptionKeys: key, format: 'binary' })).data);
            }
            """;

    @TempDir
    Path folder;

    @Test
    void theBrowserDerivesTheSameKeyAndBothOpenWhatIsSealedToIt() throws Exception {
        try (Codename codename = Codename.ofField(FIELD.getBytes(US_ASCII));
                ReplyKey key = codename.replyKey()) {
            Files.write(folder.resolve("codename"), HexFormat.of().parseHex(FIELD));
            Files.write(folder.resolve("reply-key.pgp"), key.certificate());
            Files.writeString(folder.resolve("text"), TEXT);
            PostQuantumProgram.run(folder, SCRIPT);

            assertThat(Files.readString(folder.resolve("fingerprints")).toUpperCase(Locale.ROOT))
                    .isEqualTo(String.join(" ", fingerprints(key)));
            for (int subkey = 0; subkey < 2; subkey++) {
                assertThat(folder.resolve("opened-" + subkey)).hasContent(TEXT);
                byte[] message = Files.readAllBytes(folder.resolve("message-" + subkey));
                try (OpenedReply opened =
                        key.open(new ByteArrayInputStream(message), 1_000, List.of(), Instant.now())) {
                    assertThat(new String(opened.text(), UTF_8)).isEqualTo(TEXT);
                }
            }
        }
    }

    private static List<String> fingerprints(ReplyKey key) throws Exception {
        List<String> fingerprints = new ArrayList<>(List.of(key.fingerprint().hex()));
        Certificate.read(key.certificate())
                .livingEncryptionKeys(Instant.now())
                .forEach(subkey -> fingerprints.add(subkey.key().hex()));
        return fingerprints;
    }
}
