package org.sallyport.source;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.sallyport.codename.Codename;
import org.sallyport.codename.CodenameRefused;
import org.sallyport.report.NotStored;
import org.sallyport.report.ReportsUnreachable;

/** Forms that bring a codename, typed in as words or carried in a hidden field. Their bodies are small, whatever is sent. */
@ApplicationScoped
class CodenameForms {
    static final Outcome UNREACHABLE = new Outcome.Failed(NotStored.Certainty.NOTHING_STORED);

    private static final long LONGEST = 64 * 1024;

    /** Wipes the codename when the answer is written. */
    interface ByWords {
        Response answer(Codename codename) throws ReportsUnreachable;
    }

    /** Wipes the codename when the answer is written. */
    interface ByField {
        Response answer(Codename codename, PostedForm form) throws IOException, FormRefused, ReportsUnreachable;
    }

    interface Problem {
        /** @param words as they were typed */
        Response answer(String problem, byte[] words);
    }

    Response words(InputStream body, MediaType type, ByWords door, Problem otherwise) {
        try {
            PostedForm form = PostedForm.open(new BoundedUpload(body, LONGEST), type);
            byte[] words = FormFields.words(FormFields.expect(form.next(), FormFields.WORDS));
            Codename codename;
            try {
                codename = Codename.ofWords(words);
            } catch (CodenameRefused e) {
                return otherwise.answer(CodenameProblem.in(e), words);
            }
            Arrays.fill(words, (byte) 0);
            return door.answer(codename);
        } catch (FormRefused e) {
            return OutcomePage.of(new Outcome.FormNotTaken(e.reason()), "/mailbox");
        } catch (IOException e) {
            return OutcomePage.of(new Outcome.BrokenOff(), "/mailbox");
        } catch (ReportsUnreachable e) {
            return OutcomePage.of(UNREACHABLE, "/mailbox");
        }
    }

    Response codename(InputStream body, MediaType type, ByField door) {
        try {
            PostedForm form = PostedForm.open(new BoundedUpload(body, LONGEST), type);
            Codename codename = FormFields.codename(FormFields.expect(form.next(), FormFields.CODENAME));
            return door.answer(codename, form);
        } catch (FormRefused e) {
            return OutcomePage.of(new Outcome.FormNotTaken(e.reason()), "/mailbox");
        } catch (CodenameRefused e) {
            return OutcomePage.of(new Outcome.FormNotTaken(FormRefused.Reason.NOT_OURS), "/mailbox");
        } catch (IOException e) {
            return OutcomePage.of(new Outcome.BrokenOff(), "/mailbox");
        } catch (ReportsUnreachable e) {
            return OutcomePage.of(UNREACHABLE, "/mailbox");
        }
    }
}
