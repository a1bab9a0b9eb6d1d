package org.sallyport.keyring;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sallyport.openpgp.Certificate;

/**
 * What sources are given for one desk.
 *
 * @param desk its slug
 * @param hashes by fingerprint: the SHA-256 of the certificate's octets
 */
record GivenKeys(String desk, SortedMap<String, String> hashes) {
    private static final Pattern DESK = Pattern.compile("desk ([a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?)");
    private static final Pattern LINE = Pattern.compile("certificate ([0-9A-F]{40,64}) sha256 ([0-9a-f]{64})");

    /** A closed desk gives nothing. */
    static GivenKeys of(VettedDesk desk) {
        return of(
                desk.slug(),
                desk.isOpen()
                        ? desk.reviewers().stream()
                                .map(VettedReviewer::certificate)
                                .toList()
                        : List.of());
    }

    static GivenKeys of(String desk, Collection<Certificate> certificates) {
        SortedMap<String, String> hashes = new TreeMap<>();
        certificates.forEach(certificate -> hashes.put(certificate.fingerprint().hex(), sha256(certificate.octets())));
        return new GivenKeys(desk, hashes);
    }

    static GivenKeys nothing(String desk) {
        return new GivenKeys(desk, new TreeMap<>());
    }

    boolean isNothing() {
        return hashes.isEmpty();
    }

    /** As they stand in a leaf behind the desk's line. */
    String lines() {
        StringBuilder lines = new StringBuilder();
        hashes.forEach((fingerprint, hash) -> lines.append("\ncertificate ")
                .append(fingerprint)
                .append(" sha256 ")
                .append(hash));
        return lines.toString();
    }

    /** @param lines the desk's, then the certificates' */
    static GivenKeys parse(List<String> lines) throws KeysRefused {
        Matcher desk = DESK.matcher(lines.get(0));
        SortedMap<String, String> hashes = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            Matcher certificate = LINE.matcher(line);
            if (!certificate.matches()) {
                throw new KeysRefused("a leaf of the log names a certificate in a form that is not known");
            }
            hashes.put(certificate.group(1), certificate.group(2));
        }
        if (!desk.matches()) {
            throw new KeysRefused("a leaf of the log names no desk");
        }
        return new GivenKeys(desk.group(1), hashes);
    }

    static void mustBeDesk(String slug) throws KeysRefused {
        if (!DESK.matcher("desk " + slug).matches()) {
            throw new KeysRefused("The list of open desks names one that can be none.");
        }
    }

    /** In words, what is otherwise here than in the log; nothing if they are the same. */
    List<String> differencesTo(GivenKeys logged) {
        List<String> differences = new ArrayList<>();
        hashes.forEach((fingerprint, hash) -> {
            String other = logged.hashes.get(fingerprint);
            if (other == null) {
                differences.add("Desk " + desk + ": the certificate " + fingerprint + " is given, but not in the log.");
            } else if (!other.equals(hash)) {
                differences.add(
                        "Desk " + desk + ": the certificate " + fingerprint + " is given otherwise than in the log.");
            }
        });
        logged.hashes.keySet().stream()
                .filter(fingerprint -> !hashes.containsKey(fingerprint))
                .forEach(fingerprint -> differences.add(
                        "Desk " + desk + ": the certificate " + fingerprint + " is in the log, but not given."));
        return differences;
    }

    private static String sha256(byte[] octets) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
