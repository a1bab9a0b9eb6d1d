package org.sallyport.keyring;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.CertificateRefused;

/**
 * Desks and certificates as files: {@code desks.json}, {@code certificates/*.pgp} (or {@code .asc}), {@code holders.json}.
 *
 * @param certificates of reviewers by file, in the order of their names, each readable and none twice
 * @param holders by fingerprint: the subject ("sub") of whoever signs in as the certificate's owner
 */
record OrganisationFolder(List<DeskLine> desks, Map<Path, Certificate> certificates, Map<String, String> holders) {
    private static final Pattern BETWEEN_DIGITS = Pattern.compile("^[\\s\\h]*0[xX]|[\\s\\h:]");
    /** More than the largest certificate takes in armor of two octets a character. */
    private static final long MOST_OCTETS = 200 * 1024;

    static OrganisationFolder read(Path folder) throws IOException, OrganisationRefused {
        Map<Path, Certificate> certificates = certificates(folder.resolve("certificates"));
        Map<String, String> holders = holders(folder.resolve("holders.json"), certificates.values());
        return new OrganisationFolder(desks(folder.resolve("desks.json")), certificates, holders);
    }

    /** By fingerprint, however it is written: in small letters, in groups, with colons. */
    private static Map<String, String> holders(Path file, Collection<Certificate> certificates)
            throws OrganisationRefused {
        Map<String, @Nullable String> written = new JsonFile(file).read(new TypeReference<>() {});
        Map<String, String> holders = new HashMap<>();
        for (Map.Entry<String, @Nullable String> line : written.entrySet()) {
            String fingerprint =
                    BETWEEN_DIGITS.matcher(line.getKey()).replaceAll("").toUpperCase(Locale.ROOT);
            String holder = line.getValue();
            if (certificates.stream().noneMatch(one -> one.fingerprint().hex().equals(fingerprint))) {
                throw new OrganisationRefused(file, "no certificate has the fingerprint " + line.getKey());
            }
            if (holder == null || holder.isBlank()) {
                throw new OrganisationRefused(file, "nobody's sign-in stands behind the fingerprint " + line.getKey());
            }
            if (holders.put(fingerprint, holder.strip()) != null) {
                throw new OrganisationRefused(file, "it names the fingerprint twice: " + line.getKey());
            }
        }
        return holders;
    }

    private static List<DeskLine> desks(Path file) throws OrganisationRefused {
        List<@Nullable DeskLine> lines = new JsonFile(file).read(new TypeReference<>() {});
        List<DeskLine> desks = new ArrayList<>();
        Set<@Nullable String> slugs = new HashSet<>();
        for (DeskLine desk : lines) {
            if (desk == null || !desk.isComplete() || !slugs.add(desk.slug())) {
                throw new OrganisationRefused(
                        file, "every desk needs a name, a description, and a slug (a-z, 0-9, -) of its own");
            }
            desks.add(desk);
        }
        return desks;
    }

    private static Map<Path, Certificate> certificates(Path folder) throws IOException, OrganisationRefused {
        if (!Files.isDirectory(folder)) {
            throw new OrganisationRefused(folder, "there is no such folder");
        }
        Map<Path, Certificate> certificates = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                Certificate certificate = certificate(file);
                if (certificates.values().stream()
                        .anyMatch(one -> one.fingerprint().equals(certificate.fingerprint()))) {
                    throw new OrganisationRefused(file, "another file holds the same certificate");
                }
                certificates.put(file, certificate);
            }
        }
        return certificates;
    }

    private static Certificate certificate(Path file) throws OrganisationRefused {
        if (!Files.isRegularFile(file)) {
            throw new OrganisationRefused(file, "only files belong here, each with one certificate");
        }
        try {
            if (Files.size(file) > MOST_OCTETS) {
                throw new OrganisationRefused(file, "it is too large for one certificate");
            }
            return Certificate.read(PlainOctets.of(Files.readAllBytes(file)));
        } catch (CertificateRefused refusal) {
            throw new OrganisationRefused(file, refusal.fault().words());
        } catch (IOException unreadable) {
            throw new OrganisationRefused(file, JsonFile.UNREADABLE);
        }
    }
}
