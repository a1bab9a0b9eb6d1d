package org.sallyport.codename;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sallyport.openpgp.KeyDerivation;
import org.sallyport.openpgp.ReplyKey;

/**
 * 16 random octets that a source keeps, as twelve words. Whoever has them has the mailbox and its replies; what the source
 * sent stays sealed to the reviewers. Wiped by {@link #close}; what is handed out is a copy, which its taker wipes.
 */
public final class Codename implements AutoCloseable {
    static final int OCTETS = 16;
    static final int WORDS = 12;

    /** A space, as BIP-39 writes it; Chinese too, so that a line can break between the characters. */
    private static final char BETWEEN_WORDS = ' ';

    private static final int TOKEN = 32;
    private static final String DIGITS = "0123456789abcdef";

    private final byte[] octets;
    private byte @Nullable [] replyCertificate;

    private Codename(byte[] octets) {
        this.octets = octets;
    }

    public static Codename mint(SecureRandom random) {
        byte[] octets = new byte[OCTETS];
        random.nextBytes(octets);
        return new Codename(octets);
    }

    /**
     * From a form's hidden field.
     *
     * @param asciiHex exactly 32 digits, 0-9 and a-f
     */
    public static Codename ofField(byte[] asciiHex) throws CodenameRefused {
        byte[] octets = new byte[OCTETS];
        boolean sound = asciiHex.length == 2 * OCTETS;
        for (int i = 0; sound && i < asciiHex.length; i++) {
            int digit = DIGITS.indexOf(asciiHex[i]);
            sound = digit >= 0;
            octets[i / 2] = (byte) (octets[i / 2] << 4 | digit);
        }
        if (!sound) {
            Arrays.fill(octets, (byte) 0);
            throw new CodenameRefused(CodenameRefused.Reason.FIELD);
        }
        return new Codename(octets);
    }

    /**
     * From what a source typed or pasted: twelve words of any list; accents, case, and what stands between words do not
     * matter.
     */
    public static Codename ofWords(byte[] utf8) throws CodenameRefused {
        return new Codename(ReadingWords.read(utf8));
    }

    /** For a hidden field: 32 hexadecimal digits in ASCII. */
    public byte[] field() {
        byte[] field = new byte[2 * OCTETS];
        for (int i = 0; i < field.length; i++) {
            field[i] = (byte) DIGITS.charAt(octets[i / 2] >> (i % 2 == 0 ? 4 : 0) & 0xF);
        }
        return field;
    }

    /** The twelve words in UTF-8, with a space between them. */
    public byte[] words(WordList list) {
        WipedOctets text = new WipedOctets();
        int[] numbers = Mnemonic.numbers(octets);
        for (int place = 0; place < WORDS; place++) {
            if (place > 0) {
                text.write(BETWEEN_WORDS);
            }
            text.writeBytes(ListedWords.of(list).word(numbers[place]));
        }
        Arrays.fill(numbers, 0);
        return text.take();
    }

    /** Enough for twelve words of any list, so that it never grows and leaves copies behind. */
    private static final class WipedOctets extends ByteArrayOutputStream {
        WipedOctets() {
            super(512);
        }

        byte[] take() {
            byte[] taken = toByteArray();
            Arrays.fill(buf, (byte) 0);
            return taken;
        }
    }

    /** Names the mailbox; says nothing about when it came to be. */
    public UUID mailboxId() {
        ByteBuffer id = ByteBuffer.wrap(KeyDerivation.derive(octets, "mailbox-id", 16));
        return new UUID(id.getLong(), id.getLong());
    }

    /** Opens the mailbox: 32 octets. */
    public byte[] token() {
        return KeyDerivation.derive(octets, "mailbox-token", TOKEN);
    }

    /** What the server keeps to check {@link #token} with: its SHA-256. */
    public byte[] tokenHash() {
        byte[] token = token();
        try {
            return MessageDigest.getInstance("SHA-256").digest(token);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            Arrays.fill(token, (byte) 0);
        }
    }

    /** The key that replies are sealed to; whoever takes it closes it. */
    public ReplyKey replyKey() {
        byte[] primary = KeyDerivation.derive(octets, "reply-primary", ReplyKey.SEED);
        byte[] subkey = KeyDerivation.derive(octets, "reply-subkey", ReplyKey.SEED);
        byte[] postQuantum = KeyDerivation.derive(octets, "reply-post-quantum", ReplyKey.POST_QUANTUM_SEED);
        try {
            return new ReplyKey(primary, subkey, postQuantum);
        } finally {
            Arrays.fill(primary, (byte) 0);
            Arrays.fill(subkey, (byte) 0);
            Arrays.fill(postQuantum, (byte) 0);
        }
    }

    /** The certificate of {@link #replyKey}. Made once: its signatures cost as much as sealing a form to three reviewers. */
    public synchronized byte[] replyCertificate() {
        if (replyCertificate == null) {
            try (ReplyKey key = replyKey()) {
                replyCertificate = key.certificate();
            }
        }
        return replyCertificate.clone();
    }

    @Override
    public void close() {
        Arrays.fill(octets, (byte) 0);
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
