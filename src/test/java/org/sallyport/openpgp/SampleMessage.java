package org.sallyport.openpgp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/** Messages made octet by octet, for what no program writes. Their contents are random: the gate cannot tell. */
final class SampleMessage {
    static final EncryptionKey ANNA = key(1, 18);
    static final EncryptionKey BORIS = key(2, 25);
    static final EncryptionKey CHEN = key(3, 35);
    static final EncryptionKey STRANGER = key(9, 18);
    static final List<EncryptionKey> DESK = List.of(ANNA, BORIS, CHEN);

    private SampleMessage() {}

    /** Version 6 fingerprints for algorithm 25, version 4 for the others. */
    static EncryptionKey key(int number, int algorithm) {
        int length = algorithm == 25 ? 32 : 20;
        return new EncryptionKey(
                Fingerprint.of(random(length, 100 + number)), Fingerprint.of(random(length, 200 + number)), algorithm);
    }

    static byte[] random(int length, int seed) {
        byte[] octets = new byte[length];
        new Random(seed).nextBytes(octets);
        return octets;
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }

    static byte[] octets(int... octets) {
        byte[] array = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            array[i] = (byte) octets[i];
        }
        return array;
    }

    static byte[] length(long length) {
        return octets(255, (int) (length >> 24), (int) (length >> 16), (int) (length >> 8), (int) length);
    }

    /** In the new format, with a five-octet length. */
    static byte[] packet(int tag, byte[] body) {
        return join(octets(0xC0 | tag), length(body.length), body);
    }

    /** Of the right form for the algorithm; 80 octets for one that has none at the gate. */
    static byte[] sessionKey(int version, int algorithm, int seed) {
        return switch (algorithm) {
            case 18 -> join(octets(1, 7, 0x40), random(32, seed), octets(44), random(44, seed + 1));
            case 25 -> join(random(32, seed), wrapped(version, seed));
            case 35 -> join(random(32 + 1088, seed), wrapped(version, seed));
            default -> random(80, seed);
        };
    }

    /** An AES-256 key, wrapped; version 3 names the cipher. */
    private static byte[] wrapped(int version, int seed) {
        return join(version == 3 ? octets(41, 9) : octets(40), random(40, seed + 1));
    }

    static byte[] pkesk3Body(EncryptionKey key) {
        byte[] fingerprint = key.key().octets();
        int from = fingerprint.length == 20 ? 12 : 0;
        return join(
                octets(3),
                Arrays.copyOfRange(fingerprint, from, from + 8),
                octets(key.algorithm()),
                sessionKey(3, key.algorithm(), key.hashCode()));
    }

    static byte[] pkesk3(EncryptionKey key) {
        return packet(1, pkesk3Body(key));
    }

    static byte[] hiddenPkesk3(int algorithm) {
        return packet(1, join(octets(3), new byte[8], octets(algorithm), sessionKey(3, algorithm, 1)));
    }

    static byte[] pkesk6(EncryptionKey key) {
        byte[] fingerprint = key.key().octets();
        return packet(
                1,
                join(
                        octets(6, 1 + fingerprint.length, fingerprint.length == 20 ? 4 : 6),
                        fingerprint,
                        octets(key.algorithm()),
                        sessionKey(6, key.algorithm(), key.hashCode())));
    }

    static byte[] hiddenPkesk6(int algorithm) {
        return packet(1, join(octets(6, 0, algorithm), sessionKey(6, algorithm, 1)));
    }

    static byte[] skesk() {
        return packet(3, join(octets(4, 9, 3, 8), random(9, 4)));
    }

    static byte[] seipd1Body(int length) {
        return join(octets(1), random(length - 1, length));
    }

    static byte[] seipd1(int length) {
        return packet(18, seipd1Body(length));
    }

    static byte[] seipd2Body(int length) {
        return join(octets(2, 9, 3, 10), random(length - 4, length));
    }

    static byte[] seipd2(int length) {
        return packet(18, seipd2Body(length));
    }

    /** Sealed to ANNA, version 1, a body of 200 octets. */
    static byte[] small() {
        return join(pkesk3(ANNA), seipd1(200));
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String lines(byte[] packets) {
        return Base64.getMimeEncoder(64, ascii("\n")).encodeToString(packets) + "\n";
    }

    /** The checksum line, bit by bit as RFC 4880, 6.1 writes it down: not by the code under test. */
    static String checksum(byte[] packets) {
        int crc = 0xB704CE;
        for (byte octet : packets) {
            crc ^= (octet & 0xFF) << 16;
            for (int i = 0; i < 8; i++) {
                crc <<= 1;
                if ((crc & 0x1000000) != 0) {
                    crc ^= 0x1864CFB;
                }
            }
        }
        return "=" + Base64.getEncoder().encodeToString(octets(crc >> 16, crc >> 8, crc)) + "\n";
    }

    static String armor(byte[] packets) {
        return armor("MESSAGE", packets);
    }

    static String armor(String label, byte[] packets) {
        return "-----BEGIN PGP " + label + "-----\n\n" + lines(packets) + checksum(packets) + "-----END PGP " + label
                + "-----\n";
    }
}
