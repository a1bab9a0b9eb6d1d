package org.sallyport.web;

import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/** The one style sheet of the source pages, inside each of them: a page of its own would be a second request. */
@Singleton
@Named("style")
public class InlineStyle {
    private static final String FILE = "/pages.css";

    private final String text;

    InlineStyle() throws IOException {
        try (InputStream file = Objects.requireNonNull(InlineStyle.class.getResourceAsStream(FILE), FILE)) {
            text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What stands between {@code <style>} and {@code </style>}, to the letter: the policy names its hash. */
    public String getText() {
        return text;
    }

    /** The source expression for a Content-Security-Policy (CSP level 3, 2.3.1). */
    String policyHash() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
