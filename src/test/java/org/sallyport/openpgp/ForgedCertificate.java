package org.sallyport.openpgp;

import static org.sallyport.openpgp.ForgedKey.BORN;
import static org.sallyport.openpgp.ForgedKey.SHA512;
import static org.sallyport.openpgp.ForgedKey.join;
import static org.sallyport.openpgp.ForgedKey.packet;
import static org.sallyport.openpgp.ForgedKey.userId;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;

/** A certificate put together packet by packet. The plain one is good in every respect. */
final class ForgedCertificate {
    static final String ALIAS = "urgent-1@desk.example";

    final ForgedKey primary;
    private byte[] head;
    private byte[] subkeys = {};

    ForgedCertificate(ForgedKey primary) {
        this.primary = primary;
        this.head = packet(6, primary.body());
    }

    /** Ed25519 with one role alias and one Curve25519 subkey. */
    static ForgedCertificate plain() {
        return new ForgedCertificate(ForgedKey.ed25519()).named().receiving();
    }

    /** A trustee: no subkey. */
    static ForgedCertificate trustee() {
        return new ForgedCertificate(ForgedKey.ed25519()).named("trustee@example.org", SHA512, BORN, said -> {});
    }

    ForgedCertificate named() {
        return named(ALIAS, SHA512, BORN, said -> said.setKeyFlags(true, 0x03));
    }

    ForgedCertificate named(String alias, int hash, Instant at, Consumer<PGPSignatureSubpacketGenerator> says) {
        return add(packet(13, alias.getBytes(StandardCharsets.UTF_8)))
                .add(primary.sign(0x13, hash, at, says, primary.hashed(), userId(alias)));
    }

    ForgedCertificate receiving() {
        return receiving(ForgedKey.curve25519(BORN));
    }

    ForgedCertificate receiving(ForgedKey subkey) {
        return receiving(subkey, BORN, said -> said.setKeyFlags(true, 0x0C));
    }

    ForgedCertificate receiving(ForgedKey subkey, Instant at, Consumer<PGPSignatureSubpacketGenerator> says) {
        return bound(subkey.body(), primary, SHA512, at, says);
    }

    /** A subkey of any octets, bound by any key. */
    ForgedCertificate bound(
            byte[] body, ForgedKey signer, int hash, Instant at, Consumer<PGPSignatureSubpacketGenerator> says) {
        byte[] hashed = new PublicKeyBody(body).hashed();
        subkeys = join(subkeys, packet(14, body));
        return add(signer.sign(0x18, hash, at, says, primary.hashed(), hashed));
    }

    /** At the end of what is there. */
    ForgedCertificate add(byte[] packet) {
        if (subkeys.length == 0) {
            return onUserId(packet);
        }
        subkeys = join(subkeys, packet);
        return this;
    }

    /** Behind the last user id and what is signed about it, before any subkey. */
    ForgedCertificate onUserId(byte[] packet) {
        head = join(head, packet);
        return this;
    }

    byte[] octets() {
        return join(head, subkeys);
    }

    Certificate read() {
        return ForgedKey.forged(() -> Certificate.read(octets()));
    }

    /** A trustee's word on the only user id, put behind what is signed about it already. */
    ForgedCertificate vouchedBy(ForgedCertificate trustee, String desk) {
        return vouchedBy(trustee, 0x10, SHA512, ForgedKey.NOW.minus(Duration.ofDays(1)), said -> {
            said.addNotationData(false, true, Certificate.DESK_NOTATION, desk);
            said.setSignatureExpirationTime(Duration.ofDays(90).toSeconds());
        });
    }

    ForgedCertificate vouchedBy(
            ForgedCertificate trustee, int type, int hash, Instant at, Consumer<PGPSignatureSubpacketGenerator> says) {
        return onUserId(trustee.primary.sign(type, hash, at, says, primary.hashed(), userId(ALIAS)));
    }
}
