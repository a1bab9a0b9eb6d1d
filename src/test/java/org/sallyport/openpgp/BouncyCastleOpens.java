package org.sallyport.openpgp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.bouncycastle.openpgp.PGPEncryptedData;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;

/** Opens messages as some program of a recipient would: without any code of ours. */
final class BouncyCastleOpens {
    private BouncyCastleOpens() {}

    /** @return what the literal packet holds, once the integrity of all was checked */
    static byte[] with(PGPKeyPair recipient, byte[] message) throws IOException, PGPException {
        return literal(recipient, message).octets();
    }

    /** @param modified seconds since 1970 */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Literal(String name, int format, long modified, byte[] octets) {}

    static Literal literal(PGPKeyPair recipient, byte[] message) throws IOException, PGPException {
        var sealed = (PGPEncryptedDataList) new BcPGPObjectFactory(new ByteArrayInputStream(message)).nextObject();
        for (PGPEncryptedData each : sealed) {
            var packet = (PGPPublicKeyEncryptedData) each;
            if (packet.getKeyIdentifier().matchesExplicit(recipient.getKeyIdentifier())) {
                InputStream opened = packet.getDataStream(new BcPublicKeyDataDecryptorFactory(recipient));
                PGPLiteralData literal = (PGPLiteralData) new BcPGPObjectFactory(opened).nextObject();
                byte[] octets = literal.getInputStream().readAllBytes();
                if (opened.read() >= 0) {
                    throw new IOException("something follows the literal packet");
                }
                if (!packet.isAEAD() && !packet.verify()) {
                    throw new IOException("damaged");
                }
                return new Literal(
                        literal.getFileName(),
                        literal.getFormat(),
                        literal.getModificationTime().toInstant().getEpochSecond(),
                        octets);
            }
        }
        throw new IOException("no session key for this recipient");
    }
}
