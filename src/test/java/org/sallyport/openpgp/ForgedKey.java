package org.sallyport.openpgp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.function.Consumer;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.crypto.AsymmetricCipherKeyPairGenerator;
import org.bouncycastle.crypto.KeyGenerationParameters;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.generators.X25519KeyPairGenerator;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPKeyPair;

/** A key that signs whatever a test wants, so that certificates can be wrong in one way at a time. */
final class ForgedKey {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final Instant BORN = NOW.minus(Duration.ofDays(30));
    static final Duration YEAR = Duration.ofDays(365);
    static final int SHA1 = 2;
    static final int SHA512 = 10;

    private final PGPKeyPair pair;

    private ForgedKey(PGPKeyPair pair) {
        this.pair = pair;
    }

    static ForgedKey ed25519() {
        return ed25519(BORN);
    }

    static ForgedKey ed25519(Instant created) {
        return curve(22, new Ed25519KeyPairGenerator(), created);
    }

    static ForgedKey curve25519(Instant created) {
        return curve(18, new X25519KeyPairGenerator(), created);
    }

    static ForgedKey x25519(Instant created) {
        return curve(25, new X25519KeyPairGenerator(), created);
    }

    static ForgedKey rsa() {
        return jca(1, "RSA", 2048);
    }

    static ForgedKey p256() {
        return jca(18, "EC", 0);
    }

    private static ForgedKey curve(int algorithm, AsymmetricCipherKeyPairGenerator generator, Instant created) {
        return forged(() -> {
            generator.init(new KeyGenerationParameters(new SecureRandom(), 255));
            return new ForgedKey(new BcPGPKeyPair(4, algorithm, generator.generateKeyPair(), Date.from(created)));
        });
    }

    private static ForgedKey jca(int algorithm, String name, int bits) {
        return forged(() -> {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(name);
            if (bits > 0) {
                generator.initialize(bits);
            } else {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            }
            return new ForgedKey(new JcaPGPKeyPair(4, algorithm, generator.generateKeyPair(), Date.from(BORN)));
        });
    }

    PGPKeyPair pair() {
        return pair;
    }

    /** The packet's body. */
    byte[] body() {
        return forged(() -> CertificatePacket.split(
                        pair.getPublicKey().getPublicKeyPacket().getEncoded())
                .get(0)
                .body());
    }

    byte[] hashed() {
        return new PublicKeyBody(body()).hashed();
    }

    Fingerprint fingerprint() {
        return new PublicKeyBody(body()).fingerprint();
    }

    /** A signature packet of any type over anything. */
    byte[] sign(int type, int hash, Instant created, Consumer<PGPSignatureSubpacketGenerator> says, byte[]... about) {
        return forged(() -> {
            PGPSignatureSubpacketGenerator said = new PGPSignatureSubpacketGenerator();
            said.setSignatureCreationTime(Date.from(created));
            said.setIssuerFingerprint(false, pair.getPublicKey());
            says.accept(said);
            PGPSignatureGenerator generator = new PGPSignatureGenerator(
                    new BcPGPContentSignerBuilder(pair.getPublicKey().getAlgorithm(), hash), pair.getPublicKey());
            generator.init(type, pair.getPrivateKey());
            generator.setHashedSubpackets(said.generate());
            for (byte[] part : about) {
                generator.update(part);
            }
            return generator.generate().getEncoded();
        });
    }

    static PGPSignature parsed(byte[] signature) {
        return forged(() -> new PGPSignature(new BCPGInputStream(new ByteArrayInputStream(signature))));
    }

    static byte[] userId(String userId) {
        byte[] octets = userId.getBytes(UTF_8);
        return ByteBuffer.allocate(5 + octets.length)
                .put((byte) 0xB4)
                .putInt(octets.length)
                .put(octets)
                .array();
    }

    static byte[] packet(int tag, byte[] body) {
        return new CertificatePacket(tag, body).framed();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    interface Forging<T> {
        T forge() throws Exception;
    }

    static <T> T forged(Forging<T> forging) {
        try {
            return forging.forge();
        } catch (Exception broken) {
            throw new AssertionError("the forge is broken", broken);
        }
    }
}
