package org.sallyport.openpgp;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPException;
import org.sallyport.openpgp.ReplyRefused.Reason;

/** Opens one reply in memory. The gate takes the message apart, so that Bouncy Castle sees only what has the right form. */
final class OpeningReply {
    /** Beside the text: padding up to the text's own limit, signatures, the names and tags of the packets. */
    private static final int BESIDE_THE_TEXT = 16 * 1024;

    private final ReplySecrets secrets;
    private final int limit;
    private final int most;

    /** @param limit of the text, in octets */
    OpeningReply(ReplySecrets secrets, int limit) {
        this.secrets = secrets;
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
            sealed = Gate.admit(message, secrets.keys());
            body = sealed.body().readNBytes(most + 1);
        } catch (MessageRefused refused) {
            throw new ReplyRefused(
                    refused.reason() == Refusal.NOT_FOR_THIS_DESK ? Reason.NOT_FOR_THIS_KEY : Reason.NOT_SEALED);
        }
        if (body.length > most) {
            throw new ReplyRefused(Reason.TOO_LARGE);
        }
        try {
            return secrets.open(sealed.packets(), body);
        } catch (IOException | PGPException | RuntimeException e) {
            throw new ReplyRefused(Reason.DAMAGED);
        }
    }
}
