package org.sallyport.house;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.testkit.Gpg;
import org.sallyport.testkit.Scratch;
import org.sallyport.testkit.Vetting;

/** A source with gpg and a key of their own, to which each message is encrypted too, as many programs do by themselves. */
final class MarkedSender implements AutoCloseable {
    private final Marks marks;
    private final Gpg gpg = new Gpg();
    private final Path folder = Scratch.folder("own-key");
    private final List<Path> recipients = new ArrayList<>(Vetting.certificates("urgent"));

    MarkedSender(Marks marks) throws IOException, InterruptedException {
        this.marks = marks;
        String fingerprint = gpg.newKey(marks.of(Mark.SEALED_TEXT) + "@sender.example");
        marks.keyIds(gpg.keyIds(fingerprint));
        byte[] certificate = gpg.run(new byte[0], "--export", fingerprint).output();
        recipients.add(Files.write(folder.resolve("own.pgp"), certificate));
    }

    /** Armored, and never the same twice. */
    byte[] message() throws IOException, InterruptedException {
        byte[] text = ("They came. " + marks.of(Mark.SEALED_TEXT)).getBytes(UTF_8);
        return gpg.encrypt(text, recipients, "--armor", "--comment", marks.of(Mark.COMMENT));
    }

    @Override
    public void close() {
        gpg.close();
        Scratch.remove(folder);
    }
}
