package org.sallyport.testkit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.sallyport.codename.Codename;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.ReplyKey;

/** Answers to a codename, made with gpg as on a machine without a network, and stored as the staff face stores them. */
public final class GpgAnswer {
    private GpgAnswer() {}

    public static void unsigned(Codename codename, String text) throws Exception {
        try (Gpg gpg = new Gpg()) {
            store(gpg, codename, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Signs with a reviewer's key.
     *
     * @param alias of the reviewer of {@link Organisation}, such as {@code urgent-1}
     * @return the message that is stored
     */
    public static byte[] signed(Codename codename, String alias, String text) throws Exception {
        return signed(codename, alias, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same of a text in any encoding. */
    public static byte[] signed(Codename codename, String alias, byte[] text) throws Exception {
        try (Gpg gpg = new Gpg()) {
            gpg.importFile(Organisation.made().secretKey(alias));
            String passphrase = Files.readString(Organisation.made().passphrase(alias));
            return store(gpg, codename, text, "--passphrase", passphrase, "--sign");
        }
    }

    /** So that no codename opens any answer that is stored now. */
    public static void damageAll() {
        Sql.run("update session_key_packet p set wrapped = (select wrap_packet(e.packet_key,"
                + " set_byte(o.octets, 40, get_byte(o.octets, 40) # 255)) from sealed_message m"
                + " join entry e on e.id = m.entry, lateral unwrap_packet(e.packet_key, p.wrapped) as o (octets)"
                + " where m.id = p.message) where p.for_source");
    }

    private static byte[] store(Gpg gpg, Codename codename, byte[] text, String... options) throws Exception {
        Path folder = Scratch.folder("answer");
        try (ReplyKey key = codename.replyKey()) {
            Path certificate = Files.write(folder.resolve("reply-key.pgp"), key.certificate());
            byte[] message = gpg.encrypt(text, List.of(certificate), options);
            KeptMessage.reply(
                    codename.mailboxId(),
                    message,
                    Certificate.read(key.certificate()).livingEncryptionKeys(Instant.now()));
            return message;
        } finally {
            Scratch.remove(folder);
        }
    }
}
