package org.sallyport.openpgp;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

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

    /**
     * Takes such a file apart again.
     *
     * @param input binary or armored
     * @throws CertificateRefused unless it holds whole certificates and nothing else
     */
    public static List<Certificate> read(byte[] input) throws CertificateRefused {
        byte[] octets = CertificateArmor.isArmored(input) ? CertificateArmor.decode(input) : input;
        List<Certificate> certificates = new ArrayList<>();
        int begin = 0;
        while (begin < octets.length) {
            int end = CertificatePacket.end(octets, begin);
            while (end < octets.length && CertificatePacket.tag(octets, end) != CertificatePacket.PUBLIC_KEY) {
                end = CertificatePacket.end(octets, end);
            }
            certificates.add(Certificate.read(Arrays.copyOfRange(octets, begin, end)));
            begin = end;
        }
        return certificates;
    }

    /** One armored block, with the CRC24 line without which gpg 2.2 refuses it. */
    public static String armored(Collection<Certificate> certificates) {
        return CertificateArmor.encode(binary(certificates));
    }
}
