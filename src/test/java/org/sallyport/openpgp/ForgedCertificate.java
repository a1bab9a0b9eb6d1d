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
public final class ForgedCertificate {
    /** When everything here was made a while ago. */
    public static final Instant NOW = ForgedKey.NOW;

    static final String ALIAS = "urgent-1@desk.example";

    final ForgedKey primary;
    private String alias = ALIAS;
    private byte[] head;
    private byte[] subkeys = {};

    ForgedCertificate(ForgedKey primary) {
        this.primary = primary;
        this.head = packet(6, primary.body());
    }

    /** Ed25519 with one role alias and one Curve25519 subkey. */
    public static ForgedCertificate plain() {
        return plain(ALIAS);
    }

    /** The same with another role alias. */
    public static ForgedCertificate plain(String alias) {
        ForgedCertificate plain = new ForgedCertificate(ForgedKey.ed25519());
        plain.alias = alias;
        return plain.named().receiving();
    }

    /** A trustee: no subkey. */
    public static ForgedCertificate trustee() {
        return new ForgedCertificate(ForgedKey.ed25519()).named("trustee@example.org", SHA512, BORN, said -> {});
    }

    /** A plain one that ends so long from {@link #NOW}. */
    public static ForgedCertificate endingIn(Duration life) {
        long seconds = Duration.between(BORN, NOW.plus(life)).toSeconds();
        return new ForgedCertificate(ForgedKey.ed25519())
                .named(ALIAS, SHA512, BORN, said -> {
                    said.setKeyFlags(true, 0x03);
                    said.setKeyExpirationTime(seconds);
                })
                .receiving();
    }

    ForgedCertificate named() {
        return named(alias, SHA512, BORN, said -> said.setKeyFlags(true, 0x03));
    }

    ForgedCertificate named(String alias, int hash, Instant at, Consumer<PGPSignatureSubpacketGenerator> says) {
        return add(packet(13, alias.getBytes(StandardCharsets.UTF_8)))
                .add(primary.sign(0x13, hash, at, says, primary.hashed(), userId(alias)));
    }

    /** With a subkey that reports could be sealed to. */
    public ForgedCertificate receiving() {
        return receiving(ForgedKey.curve25519(BORN));
    }

    ForgedCertificate receiving(ForgedKey subkey) {
        return receiving(subkey, BORN, said -> said.setKeyFlags(true, 0x0C));
    }

    ForgedCertificate receiving(ForgedKey subkey, Instant at, Consumer<PGPSignatureSubpacketGenerator> says) {
        return bound(subkey.body(), primary, SHA512, at, says);
    }

    /** With an ML-KEM-768+X25519 subkey, which Bouncy Castle has no key object for. */
    ForgedCertificate receiving(CompositeSecret subkey) {
        return receiving(subkey, BORN);
    }

    ForgedCertificate receiving(CompositeSecret subkey, Instant created) {
        byte[] body = subkey.publicKey(created).octets();
        return bound(body, primary, SHA512, created, said -> said.setKeyFlags(true, 0x0C));
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

    public byte[] octets() {
        return join(head, subkeys);
    }

    public Certificate read() {
        return ForgedKey.forged(() -> Certificate.read(octets()));
    }

    /** A trustee's word on the only user id, put behind what is signed about it already. */
    public ForgedCertificate vouchedBy(ForgedCertificate trustee, String desk) {
        return vouchedBy(trustee, desk, Duration.ofDays(89));
    }

    /** Given a day before {@link #NOW}, and ending so long from it. */
    public ForgedCertificate vouchedBy(ForgedCertificate trustee, String desk, Duration life) {
        Duration age = Duration.ofDays(1);
        return vouchedBy(trustee, 0x10, SHA512, NOW.minus(age), said -> {
            said.addNotationData(false, true, Certificate.DESK_NOTATION, desk);
            said.setSignatureExpirationTime(age.plus(life).toSeconds());
        });
    }

    /** The signature packet by which a trustee takes the word back, to be kept apart or put into the certificate. */
    public byte[] withdrawalBy(ForgedCertificate trustee) {
        return trustee.primary.sign(0x30, SHA512, NOW, said -> {}, primary.hashed(), userId(alias));
    }

    /** The signature packet by which the owner ends the whole certificate. */
    public byte[] revocation() {
        return primary.sign(0x20, SHA512, NOW, said -> {}, primary.hashed());
    }

    /** The same certificate with a packet behind what is signed about its user id. */
    public ForgedCertificate with(byte[] signature) {
        return onUserId(signature);
    }

    ForgedCertificate vouchedBy(
            ForgedCertificate trustee, int type, int hash, Instant at, Consumer<PGPSignatureSubpacketGenerator> says) {
        return onUserId(trustee.primary.sign(type, hash, at, says, primary.hashed(), userId(alias)));
    }
}
