package org.sallyport.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The pages for what went wrong before a door could say it better. They name no path, no header and no cause. */
@Singleton
class ErrorPages {
    private record Words(String title, String what, String next) {}

    private static final String BACK = "Go back to the first page and start again from there.";
    private static final Words OTHER =
            new Words("This did not work", "The request could not be understood. Nothing was stored.", BACK);
    private static final Map<Integer, Words> WORDS = Map.of(
            404, new Words("There is nothing here", "This address leads to no page.", BACK),
            405, new Words("This did not work", "This page cannot be used in this way. Nothing was stored.", BACK),
            415, new Words("This did not work", "This is not a form from these pages. Nothing was stored.", BACK),
            500,
                    new Words(
                            "Something failed here",
                            // Nobody knows where: what was sent may have been stored before.
                            "The fault is on this side, not yours. What you sent may have arrived or not.",
                            "Try again in a few minutes. Sending the same message again does no harm."),
            503,
                    new Words(
                            "This does not work at the moment",
                            "The fault is on this side, not yours. Nothing was stored.",
                            "Try again in a few minutes. Sending the same message again does no harm."));

    @CheckedTemplate(basePath = "web")
    static class Templates {
        private Templates() {}

        static native TemplateInstance error(String title, String what, String next);
    }

    private final Face face;
    private final Map<Integer, String> rendered = new ConcurrentHashMap<>();

    ErrorPages(@ConfigProperty(name = "sallyport.faces") Face face) {
        this.face = face;
    }

    /** A whole page of HTML. */
    String page(int status) {
        Words words = WORDS.getOrDefault(status, status >= 500 ? WORDS.getOrDefault(500, OTHER) : OTHER);
        return rendered.computeIfAbsent(
                status,
                s -> Templates.error(words.title, words.what, words.next).render());
    }

    /** Answers with that page, where no door is there to do it. */
    void send(int status, RoutingContext request) {
        String page = page(status);
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html;charset=UTF-8")
                .end(face == Face.SOURCE ? PageSizes.filled(request.normalizedPath(), page) : page);
    }
}
