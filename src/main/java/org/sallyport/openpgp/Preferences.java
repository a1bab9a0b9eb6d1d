package org.sallyport.openpgp;

import org.bouncycastle.bcpg.AEADAlgorithmTags;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.Features;
import org.bouncycastle.bcpg.sig.PreferredAEADCiphersuites;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;

/** What the certificates that we make ask of whoever seals to them. */
final class Preferences {
    private Preferences() {}

    /** All that gpg 2.2 and Sequoia 0.27 read: AES-256 in SEIPD version 1. */
    static void version1(PGPSignatureSubpacketGenerator self) {
        common(self);
        self.setFeature(false, Features.FEATURE_MODIFICATION_DETECTION);
    }

    /** AES-256 with GCM, which browsers decrypt fastest, in SEIPD version 2; version 1 from programs that know no other. */
    static void version2(PGPSignatureSubpacketGenerator self) {
        common(self);
        self.setPreferredAEADCiphersuites(PreferredAEADCiphersuites.builder(false)
                .addCombination(SymmetricKeyAlgorithmTags.AES_256, AEADAlgorithmTags.GCM)
                .addCombination(SymmetricKeyAlgorithmTags.AES_256, AEADAlgorithmTags.OCB));
        self.setFeature(false, (byte) (Features.FEATURE_MODIFICATION_DETECTION | Features.FEATURE_SEIPD_V2));
    }

    private static void common(PGPSignatureSubpacketGenerator self) {
        self.setPreferredSymmetricAlgorithms(false, new int[] {SymmetricKeyAlgorithmTags.AES_256});
        self.setPreferredHashAlgorithms(false, new int[] {HashAlgorithmTags.SHA512, HashAlgorithmTags.SHA256});
        // Uncompressed: how well a text shrinks is told by its sealed length.
        self.setPreferredCompressionAlgorithms(false, new int[] {0});
    }
}
