package org.sallyport.openpgp;

import java.io.ByteArrayOutputStream;
import java.util.Collection;

/** Several certificates in one file, as every OpenPGP program imports them: one after the other. */
public final class CertificateBundle {
    private CertificateBundle() {}

    public static byte[] binary(Collection<Certificate> certificates) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Certificate certificate : certificates) {
            all.writeBytes(certificate.octets());
        }
        return all.toByteArray();
    }

    /** One armored block, with the CRC24 line without which gpg 2.2 refuses it. */
    public static String armored(Collection<Certificate> certificates) {
        return CertificateArmor.encode(binary(certificates));
    }
}
