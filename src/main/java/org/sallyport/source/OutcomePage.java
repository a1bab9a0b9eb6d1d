package org.sallyport.source;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;

/** A page that says what became of what was sent, where there is nothing to give back. */
final class OutcomePage {
    @CheckedTemplate(basePath = "source")
    static class Templates {
        private Templates() {}

        static native TemplateInstance outcome(Outcome outcome, String back);
    }

    /** Octets of every answer in plain text, so that its size does not say whether a message was taken. */
    private static final int TEXT = 1024;

    private OutcomePage() {}

    static Response of(Outcome outcome) {
        return of(outcome, "/");
    }

    /** @param back the page to start again from */
    static Response of(Outcome outcome, String back) {
        return Response.status(outcome.status())
                .type(MediaType.TEXT_HTML + ";charset=UTF-8")
                .entity(Templates.outcome(outcome, back).render())
                .build();
    }

    /** The same for a program that shows an answer as it comes, such as curl. */
    static Response text(Outcome outcome) {
        String words = outcome.title() + ".\n" + String.join("\n", outcome.sentences());
        String filling = " ".repeat(TEXT - 1 - words.getBytes(StandardCharsets.UTF_8).length);
        return Response.status(outcome.status())
                .type(MediaType.TEXT_PLAIN + ";charset=UTF-8")
                .entity(words + filling + "\n")
                .build();
    }
}
