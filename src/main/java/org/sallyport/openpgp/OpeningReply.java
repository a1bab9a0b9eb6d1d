package org.sallyport.openpgp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;
import org.sallyport.openpgp.ReplyRefused.Reason;

/** Opens one reply in memory. The gate takes the message apart, so that Bouncy Castle sees only what has the right form. */
final class OpeningReply {
    /** Beside the text: padding up to the text's own limit, signatures, the names and tags of the packets. */
    private static final int BESIDE_THE_TEXT = 16 * 1024;

    private final EncryptionKey key;
    private final PGPKeyPair secret;
    private final int limit;
    private final int most;

    /** @param limit of the text, in octets */
    OpeningReply(EncryptionKey key, PGPKeyPair secret, int limit) {
        this.key = key;
        this.secret = secret;
        this.limit = limit;
        this.most = Math.addExact(Math.multiplyExact(2, limit), BESIDE_THE_TEXT);
    }

    OpenedReply open(InputStream message, Collection<Certificate> signers, Instant at) throws IOException {
        byte[] plain = decrypt(message);
        try (ReplyPackets inside = ReplyPackets.read(plain, most)) {
            byte[] text = inside.text();
            if (text.length > limit) {
                Arrays.fill(text, (byte) 0);
                throw new ReplyRefused(Reason.TOO_LARGE);
            }
            return new OpenedReply(text, inside.isSigned(), signer(inside, text, signers, at));
        } catch (MessageRefused malformedInside) {
            throw new ReplyRefused(Reason.NOT_A_TEXT);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private static Optional<Fingerprint> signer(
            ReplyPackets inside, byte[] text, Collection<Certificate> signers, Instant at) {
        return signers.stream()
                .filter(signer ->
                        inside.signatures().stream().anyMatch(signature -> signer.signed(signature, text, at)))
                .map(Certificate::fingerprint)
                .findFirst();
    }

    private byte[] decrypt(InputStream message) throws IOException {
        SealedMessage sealed;
        byte[] body;
        try {
            sealed = Gate.admit(message, List.of(key));
            body = sealed.body().readNBytes(most + 1);
        } catch (MessageRefused refused) {
            throw new ReplyRefused(
                    refused.reason() == Refusal.NOT_FOR_THIS_DESK ? Reason.NOT_FOR_THIS_KEY : Reason.NOT_SEALED);
        }
        if (body.length > most) {
            throw new ReplyRefused(Reason.TOO_LARGE);
        }
        // One, unless the sender hid for whom it is: the gate keeps as many as there are certificates.
        byte[] sessionKey = sealed.packets().get(0).octets();
        byte[] header = MessageFraming.header(List.of(sessionKey), body.length);
        try {
            return decrypt(header, body);
        } catch (IOException | PGPException | RuntimeException e) {
            throw new ReplyRefused(Reason.DAMAGED);
        }
    }

    /** Nothing comes out before the whole has been checked. */
    private byte[] decrypt(byte[] header, byte[] body) throws IOException, PGPException {
        byte[] whole = Arrays.copyOf(header, header.length + body.length);
        System.arraycopy(body, 0, whole, header.length, body.length);
        PGPPublicKeyEncryptedData data =
                (PGPPublicKeyEncryptedData) new PGPEncryptedDataList(new ByteArrayInputStream(whole)).get(0);
        byte[] plain =
                data.getDataStream(new BcPublicKeyDataDecryptorFactory(secret)).readAllBytes();
        if (!data.isAEAD() && !data.verify()) {
            Arrays.fill(plain, (byte) 0);
            throw new ReplyRefused(Reason.DAMAGED);
        }
        return plain;
    }
}
