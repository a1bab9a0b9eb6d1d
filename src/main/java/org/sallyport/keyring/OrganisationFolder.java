package org.sallyport.keyring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
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
    /** As the table has it. */
    private static final Pattern SLUG = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A line of {@code desks.json}.
     *
     * @param shownAtOnce false where it is left out
     */
    record DeskLine(
            @Nullable String slug,
            @Nullable String name,
            @Nullable String description,
            boolean shownAtOnce) {
        boolean isComplete() {
            return slug != null
                    && name != null
                    && description != null
                    && SLUG.matcher(slug).matches();
        }
    }

    static OrganisationFolder read(Path folder) throws IOException, OrganisationRefused {
        Map<Path, Certificate> certificates = certificates(folder.resolve("certificates"));
        Path holdersFile = folder.resolve("holders.json");
        Map<String, String> holders = json(holdersFile, new TypeReference<>() {});
        for (String fingerprint : holders.keySet()) {
            if (certificates.values().stream()
                    .noneMatch(one -> one.fingerprint().hex().equals(fingerprint))) {
                throw new OrganisationRefused(holdersFile, "no certificate has the fingerprint " + fingerprint);
            }
        }
        return new OrganisationFolder(desks(folder.resolve("desks.json")), certificates, holders);
    }

    private static List<DeskLine> desks(Path file) throws IOException, OrganisationRefused {
        List<DeskLine> desks = json(file, new TypeReference<>() {});
        Set<@Nullable String> slugs = new HashSet<>();
        for (DeskLine desk : desks) {
            if (!desk.isComplete() || !slugs.add(desk.slug())) {
                throw new OrganisationRefused(
                        file, "every desk needs a name, a description, and a slug (a-z, 0-9, -) of its own");
            }
        }
        return desks;
    }

    private static <T> T json(Path file, TypeReference<T> type) throws IOException, OrganisationRefused {
        if (!Files.isRegularFile(file)) {
            throw new OrganisationRefused(file, "there is no such file");
        }
        try {
            return JSON.readValue(file.toFile(), type);
        } catch (JsonProcessingException notJson) {
            throw new OrganisationRefused(file, "it is not the JSON that was expected");
        }
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

    private static Certificate certificate(Path file) throws IOException, OrganisationRefused {
        try {
            return Certificate.read(Files.readAllBytes(file));
        } catch (CertificateRefused refusal) {
            throw new OrganisationRefused(file, refusal.fault().words());
        }
    }
}
