package org.sallyport.openpgp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The session keys of one message as they come in, and what of them is kept: nothing that is not for the desk. gpg's
 * {@code --encrypt-to} puts the source's own key id in front of a message, and nothing binds a session key to the body,
 * so it is dropped without harm.
 */
final class SessionKeyPackets {
    private static final int MOST = 32;
    static final int LONGEST = 4096;
    private static final int ECDH = 18;
    /** Octets of the smallest curve's: Curve25519's, with its prefix. */
    private static final int SMALLEST_POINT = 33;
    /** Octets: a wrapped session key is longer by eight than what it wraps; 0 and 255 are reserved (RFC 9580, 5.1.5). */
    private static final int SHORTEST_WRAPPED = 8;

    private static final int RESERVED_LENGTH = 255;

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
        received.add(parse(octets));
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
        if (octets[nameEnd] == ECDH && !isEcdh(octets, nameEnd + 1)) {
            throw new MessageRefused(Refusal.MALFORMED);
        }
        return new Received(version, Arrays.copyOfRange(octets, nameStart, nameEnd), octets[nameEnd] & 0xFF, octets);
    }

    /**
     * Whether it has the form of an encrypted session key of ECDH: a point, and a wrapped key with its length (RFC 9580, 5.1.5). At a
     * packet that has not, gpg 2.2 ends without trying the next one, so that nobody could read a message whose captured
     * copy brought such a packet.
     */
    private static boolean isEcdh(byte[] octets, int from) {
        if (octets.length < from + 3) {
            return false;
        }
        int bits = ByteBuffer.wrap(octets).getShort(from) & 0xFFFF;
        int point = (bits + 7) / 8;
        int leadingBits = Integer.SIZE - Integer.numberOfLeadingZeros(octets[from + 2] & 0xFF);
        int lengthAt = from + 2 + point;
        if (point < SMALLEST_POINT || bits != 8 * (point - 1) + leadingBits || lengthAt >= octets.length) {
            return false;
        }
        int wrapped = octets[lengthAt] & 0xFF;
        return wrapped >= SHORTEST_WRAPPED && wrapped < RESERVED_LENGTH && lengthAt + 1 + wrapped == octets.length;
    }

    /** What is kept, for a body of this version; never empty. */
    List<SessionKeyPacket> keep(Collection<EncryptionKey> desk, int seipdVersion) throws MessageRefused {
        int version = seipdVersion == 1 ? 3 : 6;
        if (received.stream().anyMatch(packet -> packet.version() != version)) {
            throw new MessageRefused(Refusal.MISMATCHED_VERSIONS);
        }
        List<SessionKeyPacket> kept = named(desk);
        if (kept.isEmpty()) {
            kept = hidden(desk);
        }
        if (kept.isEmpty()) {
            throw new MessageRefused(Refusal.NOT_FOR_THIS_DESK);
        }
        // The order, too, tells the program and how it was called.
        return kept.stream()
                .sorted(Comparator.comparing(SessionKeyPacket::octets, Arrays::compareUnsigned))
                .toList();
    }

    private List<SessionKeyPacket> named(Collection<EncryptionKey> desk) {
        List<SessionKeyPacket> named = new ArrayList<>();
        for (Received packet : received) {
            desk.stream()
                    .filter(packet::names)
                    .findFirst()
                    .map(key -> new SessionKeyPacket(Optional.of(key), packet.octets()))
                    .filter(known -> !named.contains(known))
                    .ifPresent(named::add);
        }
        return named;
    }

    /**
     * Hidden ones (gpg's {@code --throw-keyids}), at most one for each certificate of the desk, in the order they came:
     * gpg writes the sender's own last. One for an algorithm that no key of the desk has cannot be for the desk.
     */
    private List<SessionKeyPacket> hidden(Collection<EncryptionKey> desk) {
        return received.stream()
                .filter(Received::hidden)
                .filter(packet -> desk.stream().anyMatch(key -> key.algorithm() == packet.algorithm()))
                .map(packet -> new SessionKeyPacket(Optional.empty(), packet.octets()))
                .distinct()
                .limit(desk.stream().map(EncryptionKey::certificate).distinct().count())
                .toList();
    }
}
