package org.sallyport.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whose signatures on a note count: a name and an Ed25519 key (C2SP signed-note, signature type 1). */
public final class NoteVerifier {
    static final int KEY_LENGTH = 32;
    static final int ID_LENGTH = 4;
    /** What stands in front of the 32 octets of an Ed25519 key in its X.509 form (RFC 8410, 4). */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final byte ED25519 = 1;
    static final Pattern NAME = Pattern.compile("[^\\s+\\p{Z}\\p{Cc}]+");
    private static final Pattern WRITTEN = Pattern.compile("(.+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/]{44}={0,2})");

    private final String name;
    private final byte[] key;
    private final PublicKey publicKey;

    NoteVerifier(String name, byte[] key) throws NoteRefused {
        if (!NAME.matcher(name).matches()) {
            throw new NoteRefused("a name has no spaces and no plus sign");
        }
        this.name = name;
        this.key = key.clone();
        try {
            publicKey = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(join(X509, key)));
        } catch (GeneralSecurityException notAKey) {
            throw new NoteRefused("this is not an Ed25519 key");
        }
    }

    /** Reads {@code name+id+key}, as {@link #toString} writes it. */
    public static NoteVerifier parse(String written) throws NoteRefused {
        Matcher parts = WRITTEN.matcher(written);
        if (!parts.matches()) {
            throw new NoteRefused("this is not a verifier key (name+id+key)");
        }
        byte[] typed;
        try {
            typed = Base64.getDecoder().decode(parts.group(3));
        } catch (IllegalArgumentException notBase64) {
            throw new NoteRefused("this is not a verifier key (name+id+key)");
        }
        if (typed.length != 1 + KEY_LENGTH || typed[0] != ED25519) {
            throw new NoteRefused("this is not an Ed25519 key");
        }
        NoteVerifier verifier = new NoteVerifier(parts.group(1), Arrays.copyOfRange(typed, 1, typed.length));
        if (!verifier.toString().equals(written)) {
            throw new NoteRefused("the id of this verifier key does not fit it");
        }
        return verifier;
    }

    public String name() {
        return name;
    }

    /** The first octets of SHA-256 over name, newline, type and key. */
    byte[] id() {
        byte[] hash = TreeHash.sha256(name.getBytes(StandardCharsets.UTF_8), new byte[] {'\n', ED25519}, key);
        return Arrays.copyOf(hash, ID_LENGTH);
    }

    boolean verifies(byte[] text, byte[] signature) {
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(publicKey);
            check.update(text);
            return check.verify(signature);
        } catch (GeneralSecurityException notASignature) {
            return false;
        }
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteVerifier verifier && toString().equals(verifier.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** The verifier key in its written form: {@code name+id+base64(type, key)}. */
    @Override
    public String toString() {
        return name + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(join(new byte[] {ED25519}, key));
    }
}
