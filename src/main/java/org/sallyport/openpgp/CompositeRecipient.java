package org.sallyport.openpgp;

import java.security.SecureRandom;
import org.bouncycastle.bcpg.ContainedPacket;
import org.bouncycastle.bcpg.PublicKeyEncSessionPacket;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;
import org.bouncycastle.openpgp.operator.PGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.PGPKeyEncryptionMethodGenerator;

/** Wraps session keys for an ML-KEM-768+X25519 subkey: a PKESK of version 3 before a SEIPD of version 1, else of version 6. */
final class CompositeRecipient implements PGPKeyEncryptionMethodGenerator {
    private final PublicKeyBody key;
    private final SecureRandom random;

    /** @param key of that algorithm and of the right shape */
    CompositeRecipient(PublicKeyBody key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    @Override
    public ContainedPacket generate(PGPDataEncryptorBuilder body, byte[] sessionKey) {
        Fingerprint name = key.fingerprint();
        if (body.getAeadAlgorithm() > 0 && !body.isV5StyleAEAD()) {
            return PublicKeyEncSessionPacket.createV6PKESKPacket(
                    4, name.octets(), CompositeKem.ALGORITHM, wrapped(sessionKey, new byte[0]));
        }
        // Only version 3 names the cipher, in clear (RFC 9980, 4.3.1); the SEIPD of version 2 does it itself.
        byte[] cipher = {(byte) body.getAlgorithm()};
        return PublicKeyEncSessionPacket.createV3PKESKPacket(
                name.keyId(), CompositeKem.ALGORITHM, wrapped(sessionKey, cipher));
    }

    /** What follows the number of the algorithm. */
    private byte[][] wrapped(byte[] sessionKey, byte[] cipher) {
        byte[] recipient = key.material(0, CompositeKem.X25519);
        X25519PrivateKeyParameters secret = new X25519PrivateKeyParameters(random);
        byte[] ephemeral = secret.generatePublicKey().getEncoded();
        byte[] x25519Share = new byte[CompositeKem.X25519];
        secret.generateSecret(new X25519PublicKeyParameters(recipient), x25519Share, 0);
        byte[] mlKemKey = key.material(CompositeKem.X25519, CompositeKem.ML_KEM_PUBLIC);
        SecretWithEncapsulation mlKem = new MLKEMGenerator(random).generateEncapsulated(CompositeKem.mlKem(mlKemKey));
        byte[] wrappingKey = CompositeKem.wrappingKey(mlKem.getSecret(), x25519Share, ephemeral, recipient);
        byte[] wrapped = CompositeKem.wrapper(true, wrappingKey).wrap(sessionKey, 0, sessionKey.length);
        byte[] length = {(byte) (cipher.length + wrapped.length)};
        return new byte[][] {ephemeral, mlKem.getEncapsulation(), length, cipher, wrapped};
    }
}
