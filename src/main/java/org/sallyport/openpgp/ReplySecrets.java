package org.sallyport.openpgp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.openpgp.PGPEncryptedData;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.PGPSessionKey;
import org.bouncycastle.openpgp.PGPSessionKeyEncryptedData;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;
import org.bouncycastle.openpgp.operator.bc.BcSessionKeyDataDecryptorFactory;

/** The secret subkeys of a codename, and how each opens what is sealed to it. */
record ReplySecrets(Fingerprint certificate, PGPKeyPair classical, CompositeSecret postQuantum) {

    List<EncryptionKey> keys() {
        PublicKeyBody first = PublicKeyBody.of(classical.getPublicKey());
        PublicKeyBody second = postQuantum.publicKey(first.created());
        return List.of(
                new EncryptionKey(certificate, first.fingerprint(), first.algorithm()),
                new EncryptionKey(certificate, second.fingerprint(), second.algorithm()));
    }

    /**
     * Nothing comes out before the whole has been checked.
     *
     * @param packets as the gate kept them for these keys: at least one
     * @param body of the SEIPD packet
     */
    byte[] open(List<SessionKeyPacket> packets, byte[] body) throws IOException, PGPException {
        // One, unless a sender took both subkeys: each of them opens it.
        SessionKeyPacket packet = packets.get(0);
        return packet.recipient().algorithm() == CompositeKem.ALGORITHM
                ? openPostQuantum(packet.octets(), body)
                : openClassical(packet.octets(), body);
    }

    private byte[] openClassical(byte[] packet, byte[] body) throws IOException, PGPException {
        var data = (PGPPublicKeyEncryptedData) message(List.of(packet), body).get(0);
        return checked(data, all(data.getDataStream(new BcPublicKeyDataDecryptorFactory(classical)), body.length));
    }

    /** The cipher of a SEIPD of version 2 is its second octet (RFC 9580, 5.13.2). */
    private byte[] openPostQuantum(byte[] packet, byte[] body) throws IOException, PGPException {
        PGPSessionKeyEncryptedData data = message(List.of(), body).extractSessionKeyEncryptedData();
        try (SessionKey key = postQuantum.sessionKey(packet, body[1])) {
            var session = new BcSessionKeyDataDecryptorFactory(new PGPSessionKey(key.cipher(), key.octets()));
            return checked(data, all(data.getDataStream(session), body.length));
        }
    }

    private static PGPEncryptedDataList message(List<byte[]> packets, byte[] body) throws IOException {
        byte[] header = MessageFraming.header(packets, body.length);
        byte[] whole = Arrays.copyOf(header, header.length + body.length);
        System.arraycopy(body, 0, whole, header.length, body.length);
        return new PGPEncryptedDataList(new BCPGInputStream(new ByteArrayInputStream(whole)));
    }

    /** As {@code readAllBytes}, which leaves pieces behind. */
    private static byte[] all(InputStream plain, int atMost) throws IOException {
        byte[] room = new byte[atMost];
        try {
            return Arrays.copyOf(room, plain.readNBytes(room, 0, atMost));
        } finally {
            Arrays.fill(room, (byte) 0);
        }
    }

    private static byte[] checked(PGPEncryptedData data, byte[] plain) throws IOException, PGPException {
        if (!data.isAEAD() && !data.verify()) {
            Arrays.fill(plain, (byte) 0);
            throw new IOException("the integrity check failed");
        }
        return plain;
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
