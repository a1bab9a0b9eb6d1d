package org.sallyport.source;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** A page that says what became of what was sent, where there is nothing to give back. */
final class OutcomePage {
    @CheckedTemplate(basePath = "source")
    static class Templates {
        private Templates() {}

        static native TemplateInstance outcome(Outcome outcome, String back);
    }

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
        return Response.status(outcome.status())
                .type(MediaType.TEXT_PLAIN + ";charset=UTF-8")
                .entity(outcome.title() + ".\n" + String.join("\n", outcome.sentences()) + "\n")
                .build();
    }
}
