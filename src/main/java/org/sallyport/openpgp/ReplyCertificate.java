package org.sallyport.openpgp;

import java.io.IOException;
import java.util.Date;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;

/** The public half of a codename's key. It says "codename" and a fixed time, and nothing else about anybody. */
final class ReplyCertificate {
    private static final String USER_ID = "codename";

    private ReplyCertificate() {}

    static byte[] of(PrimarySecret primary, PGPKeyPair subkey, PublicKeyBody postQuantum) {
        try {
            PGPSignatureSubpacketGenerator self = about(primary);
            self.setKeyFlags(true, KeyFlags.CERTIFY_OTHER);
            Preferences.version2(self);
            PGPSignatureSubpacketGenerator binding = about(primary);
            binding.setKeyFlags(true, KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE);
            PGPKeyRingGenerator ring = new PGPKeyRingGenerator(
                    PGPSignature.POSITIVE_CERTIFICATION,
                    primary.pair(),
                    USER_ID,
                    new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1),
                    self.generate(),
                    null,
                    primary,
                    // The secret half is never written anywhere, so it is not locked either.
                    null);
            ring.addSubKey(subkey, binding.generate(), null);
            byte[] classical = ring.generatePublicKeyRing().getEncoded();
            return CompositeBinding.appended(classical, primary, postQuantum, binding);
        } catch (PGPException | IOException impossibleInMemory) {
            throw new IllegalStateException(impossibleInMemory);
        }
    }

    private static PGPSignatureSubpacketGenerator about(PrimarySecret primary) {
        PGPSignatureSubpacketGenerator about = new PGPSignatureSubpacketGenerator();
        about.setSignatureCreationTime(Date.from(ReplyKey.CREATED));
        about.setIssuerFingerprint(false, primary.publicKey());
        return about;
    }
}
