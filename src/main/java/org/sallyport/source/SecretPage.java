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
    /** Characters for private use: no template and no other value on a page contains them. */
    private static final char OPEN = '\uE000';

    private static final char CLOSE = '\uE001';

    private String page;
    private final Map<String, Secret> secrets = new HashMap<>();

    private final List<Runnable> afterwards = new ArrayList<>();

    private record Secret(byte[] octets, int length) {}

    /** @param page rendered, with slots in it */
    SecretPage(String page) {
        this.page = page;
    }

    /** What a template is given in place of the secret. */
    static String slot(String name) {
        return OPEN + name + CLOSE;
    }

    /** @param octets UTF-8 text; they must stay until the page is written, and are not wiped here */
    SecretPage with(String name, byte[] octets, int length) {
        secrets.put(name, new Secret(octets, length));
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
        page += html;
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
        return new SecretPage(slot("")).with("", octets, length).length();
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
        int at = 0;
        for (int open = page.indexOf(OPEN); open >= 0; open = page.indexOf(OPEN, at)) {
            int close = page.indexOf(CLOSE, open);
            out.write(page.substring(at, open).getBytes(StandardCharsets.UTF_8));
            Secret secret = secrets.get(page.substring(open + 1, close));
            if (secret != null) {
                writeText(secret, out);
            }
            at = close + 1;
        }
        out.write(page.substring(at).getBytes(StandardCharsets.UTF_8));
    }

    /** As text of an HTML element or attribute. */
    private static void writeText(Secret secret, OutputStream out) throws IOException {
        int from = 0;
        for (int at = 0; at < secret.length; at++) {
            String escaped = switch (secret.octets[at]) {
                case '&' -> "&amp;";
                case '<' -> "&lt;";
                case '>' -> "&gt;";
                case '"' -> "&quot;";
                case '\'' -> "&#39;";
                case 0 -> "\uFFFD";
                default -> "";
            };
            if (!escaped.isEmpty()) {
                out.write(secret.octets, from, at - from);
                out.write(escaped.getBytes(StandardCharsets.UTF_8));
                from = at + 1;
            }
        }
        out.write(secret.octets, from, secret.length - from);
    }
}
