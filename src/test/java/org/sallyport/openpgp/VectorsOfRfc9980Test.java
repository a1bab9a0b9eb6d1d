package org.sallyport.openpgp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The test vectors of RFC 9980 for version 4 keys (appendix A), unmodified, under {@code src/test/resources/rfc9980}. */
class VectorsOfRfc9980Test {
    private static final String SUBKEY = "E51DBFEA51936988B5428FFFA4F95F985ED61A51";
    private static final String TEXT = "Testing\n";
    private static final HexFormat HEX = HexFormat.of();

    /** Behind the public half: 0 for "not locked"; then the secret octets (RFC 9580, 5.5.3). */
    private static final int SECRET_AT = 1 + 4 + 1 + CompositeKem.X25519 + CompositeKem.ML_KEM_PUBLIC + 1;

    @Test
    void theSecretKeyGivesThePublicOne() throws Exception {
        try (CompositeSecret secret = secret()) {
            PublicKeyBody subkey = PublicKeyBody.read(packet("sk", CertificatePacket.SECRET_SUBKEY));
            assertThat(secret.publicKey(subkey.created()).fingerprint().hex()).isEqualTo(SUBKEY);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, b4dc7197e1519822ca689da484643edf272934d98ae1974b5d88317a7a6a3c4f",
        "2, 160867d96032b640208c1c92174d0270bb89189d72320711acd221bbea2a26b6"
    })
    void theMessagePassesTheGateAndOpens(int version, String sessionKey) throws Exception {
        Admitted admitted = Admitted.through(vector("message-v" + version), keys());
        assertThat(admitted.version()).isEqualTo(version);
        SessionKeyPacket packet = admitted.packets().get(0);
        try (CompositeSecret secret = secret();
                SessionKey key = secret.sessionKey(packet.octets(), admitted.body()[1])) {
            assertThat(HEX.formatHex(key.octets())).isEqualTo(sessionKey);
            var opened = new ReplySecrets(
                            Certificate.read(octets("pk")).fingerprint(),
                            ForgedKey.curve25519(ForgedKey.BORN).pair(),
                            secret)
                    .open(List.of(packet), admitted.body());
            assertThat(ReplyPackets.read(opened, 1_000).text()).isEqualTo(TEXT.getBytes(UTF_8));
        }
    }

    /** What both agreements gave in the message of version 1 and of version 2, and what they give together. */
    @ParameterizedTest
    @CsvSource({
        "1, 16f2aea8ec1ca277c04cc7b87681d7d38511a38f554775a8fc4de41aa76eb586,"
                + " 2fc0c8fcace9636c86d1ee1715a302819ad48c549579a462a33eed36627c532e,"
                + " c1591d7511f9f0213bfd57cf316e5ec0d40c4ea826fa989ab606aa3b8a1a2c1f",
        "2, 16a22adbeced91ada60b5561611748edd2fedc51e0770f86d7394870062e7322,"
                + " 5ac67eab192f25ac99d87543e6fcd3a4769cb02c9d1afdc79354c2baa2289e29,"
                + " 5c5652a690b55d1e9545fbd722f838cd8ff4d3657af5a9026d02f3185ca74993"
    })
    void theTwoAgreementsAreCombined(int version, String mlKemShare, String x25519Share, String combined)
            throws Exception {
        byte[] packet = Admitted.through(vector("message-v" + version), keys())
                .packets()
                .get(0)
                .octets();
        int ephemeralAt = SessionKeyPacket.algorithmAt(packet) + 1;
        byte[] publicKey = packet("sk", CertificatePacket.SECRET_SUBKEY);
        byte[] wrappingKey = CompositeKem.wrappingKey(
                HEX.parseHex(mlKemShare),
                HEX.parseHex(x25519Share),
                Arrays.copyOfRange(packet, ephemeralAt, ephemeralAt + CompositeKem.X25519),
                Arrays.copyOfRange(publicKey, 6, 6 + CompositeKem.X25519));
        assertThat(HEX.formatHex(wrappingKey)).isEqualTo(combined);
    }

    private static List<EncryptionKey> keys() throws Exception {
        PublicKeyBody subkey = PublicKeyBody.read(packet("pk", CertificatePacket.PUBLIC_SUBKEY));
        assertThat(subkey.fingerprint().hex()).isEqualTo(SUBKEY);
        return List.of(new EncryptionKey(
                Certificate.read(octets("pk")).fingerprint(), subkey.fingerprint(), subkey.algorithm()));
    }

    private static CompositeSecret secret() throws Exception {
        byte[] subkey = packet("sk", CertificatePacket.SECRET_SUBKEY);
        return new CompositeSecret(Arrays.copyOfRange(subkey, SECRET_AT, SECRET_AT + CompositeSecret.OCTETS));
    }

    private static byte[] packet(String vector, int tag) throws Exception {
        return CertificatePacket.split(octets(vector)).stream()
                .filter(packet -> packet.tag() == tag)
                .findFirst()
                .orElseThrow()
                .body();
    }

    private static byte[] octets(String vector) throws IOException {
        return new ArmoredInputStream(vector(vector)).readAllBytes();
    }

    private static InputStream vector(String name) throws IOException {
        try (InputStream file =
                VectorsOfRfc9980Test.class.getResourceAsStream("/rfc9980/v4-eddsa-sample-" + name + ".asc")) {
            return new ByteArrayInputStream(file.readAllBytes());
        }
    }
}
