package org.sallyport.codename;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** BIP-39 for 128 bits: twelve numbers of 11 bits each, of which the last four bits are a checksum over the others. */
final class Mnemonic {
    private static final int BITS = 11;

    private Mnemonic() {}

    /** @param entropy 16 octets */
    static int[] numbers(byte[] entropy) {
        byte[] bits = Arrays.copyOf(entropy, Codename.OCTETS + 1);
        bits[Codename.OCTETS] = checksum(entropy);
        int[] numbers = new int[Codename.WORDS];
        for (int bit = 0; bit < Codename.WORDS * BITS; bit++) {
            int value = (bits[bit / 8] >> (7 - bit % 8)) & 1;
            numbers[bit / BITS] = numbers[bit / BITS] << 1 | value;
        }
        Arrays.fill(bits, (byte) 0);
        return numbers;
    }

    /** @return 16 octets, or none where the checksum is wrong */
    static byte[] entropy(int[] numbers) {
        byte[] bits = new byte[Codename.OCTETS + 1];
        for (int bit = 0; bit < Codename.WORDS * BITS; bit++) {
            int value = (numbers[bit / BITS] >> (BITS - 1 - bit % BITS)) & 1;
            bits[bit / 8] |= (byte) (value << (7 - bit % 8));
        }
        byte[] entropy = Arrays.copyOf(bits, Codename.OCTETS);
        boolean right = bits[Codename.OCTETS] == checksum(entropy);
        Arrays.fill(bits, (byte) 0);
        if (!right) {
            Arrays.fill(entropy, (byte) 0);
        }
        return right ? entropy : new byte[0];
    }

    private static byte checksum(byte[] entropy) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(entropy);
            byte first = (byte) (digest[0] & 0xF0);
            Arrays.fill(digest, (byte) 0);
            return first;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
