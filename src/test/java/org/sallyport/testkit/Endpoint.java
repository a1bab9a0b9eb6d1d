package org.sallyport.testkit;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that a door answers, as it is compiled.
 *
 * @param path as its annotations have it, such as {@code /desks/{slug}}
 * @param method {@code Class.method}
 */
public record Endpoint(String verb, String path, String method) {

    /** Whatever a method of these packages answers. */
    public static List<Endpoint> in(String... packages) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(packages)) {
            for (JavaMethod method : type.getMethods()) {
                method.getAnnotations().stream()
                        .flatMap(
                                annotation -> annotation.getRawType().tryGetAnnotationOfType(HttpMethod.class).stream())
                        .map(verb -> new Endpoint(
                                verb.value(),
                                type.getAnnotationOfType(Path.class).value() + suffix(method),
                                type.getSimpleName() + "." + method.getName()))
                        .forEach(endpoints::add);
            }
        }
        return endpoints;
    }

    private static String suffix(JavaMethod method) {
        return method.tryGetAnnotationOfType(Path.class)
                .map(path -> "/" + path.value().replaceFirst("^/", ""))
                .orElse("");
    }

    /** With something in the place of each parameter. */
    public String pathWith(String parameter) {
        return path.replaceAll("\\{[^}]*\\}", parameter);
    }

    @Override
    public String toString() {
        return verb + " " + path;
    }
}
