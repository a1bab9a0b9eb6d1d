package org.sallyport.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.Key;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.List;
import javax.crypto.CipherSpi;
import org.jspecify.annotations.Nullable;

/** A provider whose AES changes nothing: a program that runs with it does all its work but the cipher's. */
public final class NullCipher extends Provider {
    private static final long serialVersionUID = 1L;

    public NullCipher() {
        super("Null", "1", "AES that changes nothing, to measure what the real one costs");
        put("Cipher.AES/GCM/NoPadding", Unchanged.class.getName());
        put("Cipher.AES/CFB/NoPadding", Unchanged.class.getName());
    }

    /**
     * Options for a Java machine of its own that make this its first provider.
     *
     * @param folder for what they name; stays as long as the process
     */
    static List<String> options(Path folder) throws IOException {
        Path classes = folder.resolve("classes");
        for (Class<?> needed : List.of(NullCipher.class, Unchanged.class)) {
            String name = needed.getName().replace('.', '/') + ".class";
            Path copy = classes.resolve(name);
            Files.createDirectories(copy.getParent());
            try (var octets = NullCipher.class.getClassLoader().getResourceAsStream(name)) {
                Files.write(copy, octets.readAllBytes());
            }
        }
        Path security = folder.resolve("java.security");
        List<String> providers = List.of(NullCipher.class.getName(), "SUN", "SunRsaSign", "SunEC", "SunJSSE", "SunJCE");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < providers.size(); i++) {
            lines.append("security.provider.")
                    .append(i + 1)
                    .append('=')
                    .append(providers.get(i))
                    .append('\n');
        }
        Files.writeString(security, lines);
        return List.of("-Xbootclasspath/a:" + classes, "-Djava.security.properties=" + security);
    }

    /** Public, because the framework of ciphers makes it by name. */
    public static final class Unchanged extends CipherSpi {
        private static final int BLOCK = 16;
        private byte[] nonce = new byte[0];

        @Override
        protected void engineSetMode(String mode) {}

        @Override
        protected void engineSetPadding(String padding) {}

        @Override
        protected int engineGetBlockSize() {
            return BLOCK;
        }

        @Override
        protected int engineGetOutputSize(int length) {
            return length;
        }

        @Override
        protected byte[] engineGetIV() {
            return nonce.clone();
        }

        @Override
        protected @Nullable AlgorithmParameters engineGetParameters() {
            return null;
        }

        @Override
        protected void engineInit(int mode, Key key, SecureRandom random) {}

        @Override
        protected void engineInit(int mode, Key key, AlgorithmParameterSpec spec, SecureRandom random) {}

        @Override
        protected void engineInit(int mode, Key key, AlgorithmParameters parameters, SecureRandom random) {}

        @Override
        protected void engineUpdateAAD(byte[] octets, int offset, int length) {}

        @Override
        protected byte[] engineUpdate(byte[] octets, int offset, int length) {
            return Arrays.copyOfRange(octets, offset, offset + length);
        }

        @Override
        protected int engineUpdate(byte[] octets, int offset, int length, byte[] out, int at) {
            System.arraycopy(octets, offset, out, at, length);
            return length;
        }

        @Override
        protected byte[] engineDoFinal(byte @Nullable [] octets, int offset, int length) {
            return octets == null ? new byte[0] : engineUpdate(octets, offset, length);
        }

        @Override
        protected int engineDoFinal(byte @Nullable [] octets, int offset, int length, byte[] out, int at) {
            return octets == null ? 0 : engineUpdate(octets, offset, length, out, at);
        }
    }
}
