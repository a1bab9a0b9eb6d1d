package org.sallyport.openpgp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The session keys of one message as they come in, and what of them is kept: nothing that is not for the desk. gpg's
 * {@code --encrypt-to} puts the source's own key id in front of a message, and nothing binds a session key to the body,
 * so it is dropped without harm. A packet that hides its recipient (gpg's {@code --throw-keyids}, {@code -R}) could be the
 * source's own or a reviewer's: nobody without a private key can say, so the whole message is refused.
 */
final class SessionKeyPackets {
    private static final int MOST = 32;
    static final int LONGEST = 4096;

    /** Key name: the key id (8 octets, zeros where hidden) or the fingerprint (empty where hidden). */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never shown
    private record Received(int version, byte[] keyName, int algorithm, byte[] octets) {
        boolean hidden() {
            return version == 3 ? Arrays.equals(keyName, new byte[8]) : keyName.length == 0;
        }

        boolean names(EncryptionKey key) {
            byte[] fingerprint = key.key().octets();
            boolean same = version == 3
                    ? ByteBuffer.wrap(keyName).getLong() == key.key().keyId()
                    : Arrays.equals(keyName, fingerprint);
            return same && algorithm == key.algorithm();
        }
    }

    private final List<Received> received = new ArrayList<>();

    boolean isEmpty() {
        return received.isEmpty();
    }

    void add(byte[] octets) throws MessageRefused {
        if (received.size() == MOST) {
            throw new MessageRefused(Refusal.TOO_MANY_SESSION_KEYS);
        }
        Received packet = parse(octets);
        if (packet.hidden()) {
            throw new MessageRefused(Refusal.HIDDEN_RECIPIENT);
        }
        received.add(packet);
    }

    /** RFC 9580, 5.1.1 and 5.1.2. At least one octet of encrypted session key must follow. */
    private static Received parse(byte[] octets) throws MessageRefused {
        int version = octets.length == 0 ? -1 : octets[0];
        int nameStart;
        int nameEnd;
        if (version == 3) {
            nameStart = 1;
            nameEnd = 9;
        } else if (version == 6) {
            int length = octets.length < 2 ? 0 : octets[1];
            int keyVersion = octets.length < 3 ? 0 : octets[2];
            if (length != 0 && !(length == 21 && keyVersion == 4) && !(length == 33 && keyVersion == 6)) {
                throw new MessageRefused(Refusal.MALFORMED);
            }
            nameStart = length == 0 ? 2 : 3;
            nameEnd = 2 + length;
        } else {
            throw new MessageRefused(version < 0 ? Refusal.MALFORMED : Refusal.UNKNOWN_VERSION);
        }
        if (octets.length < nameEnd + 2) {
            throw new MessageRefused(Refusal.MALFORMED);
        }
        int algorithm = octets[nameEnd] & 0xFF;
        if (!SessionKeyForm.isSound(version, algorithm, octets, nameEnd + 1)) {
            throw new MessageRefused(Refusal.MALFORMED);
        }
        return new Received(version, Arrays.copyOfRange(octets, nameStart, nameEnd), algorithm, octets);
    }

    /** What is kept, for a body of this version; never empty. */
    List<SessionKeyPacket> keep(Collection<EncryptionKey> desk, int seipdVersion) throws MessageRefused {
        int version = seipdVersion == 1 ? 3 : 6;
        if (received.stream().anyMatch(packet -> packet.version() != version)) {
            throw new MessageRefused(Refusal.MISMATCHED_VERSIONS);
        }
        List<SessionKeyPacket> kept = kept(desk);
        if (kept.isEmpty()) {
            throw new MessageRefused(Refusal.NOT_FOR_THIS_DESK);
        }
        // The order, too, tells the program and how it was called.
        return kept.stream()
                .sorted(Comparator.comparing(SessionKeyPacket::octets, Arrays::compareUnsigned))
                .toList();
    }

    private List<SessionKeyPacket> kept(Collection<EncryptionKey> desk) {
        List<SessionKeyPacket> kept = new ArrayList<>();
        for (Received packet : received) {
            desk.stream()
                    .filter(packet::names)
                    .findFirst()
                    .map(key -> new SessionKeyPacket(key, packet.octets()))
                    .filter(known -> !kept.contains(known))
                    .ifPresent(kept::add);
        }
        return kept;
    }
}
