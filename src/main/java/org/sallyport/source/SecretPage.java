package org.sallyport.source;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.web.PageSizes;

/**
 * A page with secrets in it: a codename, typed text, a reply. The template only has slots; the octets of a secret are
 * written between the template's own while the page goes out, so that none of them ever becomes a {@code String}, which
 * nobody can wipe.
 */
final class SecretPage implements StreamingOutput, PageSizes.Streamed {
    private final SlottedPage page;
    private final Map<String, Secret> secrets = new HashMap<>();
    private final List<Runnable> afterwards = new ArrayList<>();
    private byte[] end = {};

    /** @param foreign whether somebody else wrote it: then what nobody would see gets a sign */
    private record Secret(byte[] octets, int length, boolean foreign) {}

    SecretPage(SlottedPage page) {
        this.page = page;
    }

    /** @param rendered with {@linkplain SlottedPage#slot slots} in it */
    SecretPage(String rendered) {
        this(SlottedPage.of(rendered));
    }

    /** @param octets UTF-8 text; they must stay until the page is written, and are not wiped here */
    SecretPage with(String name, byte[] octets, int length) {
        secrets.put(name, new Secret(octets, length, false));
        return this;
    }

    /** What somebody else wrote, as {@link VisibleText}. The octets are wiped when the page is written. */
    SecretPage withForeign(String name, byte[] octets) {
        afterwards.add(() -> Arrays.fill(octets, (byte) 0));
        secrets.put(name, new Secret(octets, octets.length, true));
        return this;
    }

    /** The octets are wiped when the page is written. */
    SecretPage withWiped(String name, byte[] octets) {
        afterwards.add(() -> Arrays.fill(octets, (byte) 0));
        return with(name, octets, octets.length);
    }

    /** Runs when the page is written, or could not be: wipes what the page no longer needs. */
    SecretPage then(Runnable secret) {
        afterwards.add(secret);
        return this;
    }

    @Override
    public void followedBy(String html) {
        end = html.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public long length() {
        CountedOctets counted = new CountedOctets(OutputStream.nullOutputStream());
        try {
            writeAll(counted);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return counted.count();
    }

    /** Octets of a text as it stands on a page. */
    static long length(byte[] octets, int length) {
        return new SecretPage(SlottedPage.slot("")).with("", octets, length).length();
    }

    /** The same of what somebody else wrote. */
    static long lengthOfForeign(byte[] octets) {
        return new SecretPage(SlottedPage.slot("")).withForeign("", octets).length();
    }

    @Override
    public void write(OutputStream out) throws IOException {
        try {
            writeAll(out);
        } finally {
            afterwards.forEach(Runnable::run);
        }
    }

    private void writeAll(OutputStream out) throws IOException {
        int slots = page.slots().size();
        for (int slot = 0; slot < slots; slot++) {
            out.write(page.texts().get(slot));
            Secret secret = secrets.get(page.slots().get(slot));
            if (secret != null && secret.foreign) {
                new VisibleText(secret.octets, secret.length).write(out);
            } else if (secret != null) {
                writeText(secret, out);
            }
        }
        out.write(page.texts().get(slots));
        out.write(end);
    }

    /** As text of an HTML element or attribute. */
    private static void writeText(Secret secret, OutputStream out) throws IOException {
        int from = 0;
        for (int at = 0; at < secret.length; at++) {
            String escaped = escaped(secret.octets[at]);
            if (!escaped.isEmpty()) {
                out.write(secret.octets, from, at - from);
                out.write(escaped.getBytes(StandardCharsets.UTF_8));
                from = at + 1;
            }
        }
        out.write(secret.octets, from, secret.length - from);
    }

    /** What stands in HTML for this character; empty if it can stand there itself. */
    static String escaped(int character) {
        return switch (character) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            case 0 -> "\uFFFD";
            default -> "";
        };
    }
}
