package org.sallyport.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** The hash of a leaf, or of everything below a node, in a Merkle tree (RFC 6962, 2.1, with SHA-256). */
public final class TreeHash {
    public static final int LENGTH = 32;
    /** The root of a tree without leaves. */
    public static final TreeHash EMPTY = new TreeHash(sha256(new byte[0]));

    private final byte[] octets;

    private TreeHash(byte[] octets) {
        this.octets = octets;
    }

    /** @throws IllegalArgumentException unless there are 32 octets */
    public static TreeHash of(byte[] octets) {
        if (octets.length != LENGTH) {
            throw new IllegalArgumentException("a hash has 32 octets");
        }
        return new TreeHash(octets.clone());
    }

    /** The octet in front keeps a leaf from being passed off as a node. */
    public static TreeHash ofLeaf(byte[] leaf) {
        return new TreeHash(sha256(new byte[] {0}, leaf));
    }

    static TreeHash ofNode(TreeHash left, TreeHash right) {
        return new TreeHash(sha256(new byte[] {1}, left.octets, right.octets));
    }

    public byte[] octets() {
        return octets.clone();
    }

    public String hex() {
        return HexFormat.of().formatHex(octets);
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(octets);
    }

    static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TreeHash hash && Arrays.equals(octets, hash.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return base64();
    }
}
