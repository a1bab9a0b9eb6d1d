package org.sallyport.source;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.sallyport.codename.Codename;
import org.sallyport.codename.CodenameRefused;
import org.sallyport.intake.NotStored;
import org.sallyport.intake.StoreUnreachable;

/** Forms that bring a codename, typed in as words or carried in a hidden field. Their bodies are small, whatever is sent. */
@ApplicationScoped
class CodenameForms {
    static final Outcome UNREACHABLE = new Outcome.Failed(NotStored.Certainty.NOTHING_STORED);

    private static final long LONGEST = 64 * 1024;

    /** Wipes the codename when the answer is written. Where there is none, it is wiped here. */
    interface ByWords {
        Response answer(Codename codename) throws StoreUnreachable;
    }

    /** Wipes the codename when the answer is written. Where there is none, it is wiped here. */
    interface ByField {
        Response answer(Codename codename, PostedForm form) throws IOException, FormRefused, StoreUnreachable;
    }

    interface Problem {
        /** @param words as they were typed; wiped when the answer is written */
        Response answer(CodenameRefused problem, byte[] words);
    }

    Response words(InputStream body, @Nullable FormType type, ByWords door, Problem otherwise) {
        BoundedUpload bounded = new BoundedUpload(body, LONGEST);
        try {
            PostedForm form = PostedForm.open(bounded, type);
            byte[] words = FormFields.words(FormFields.expect(form.next(), FormFields.WORDS));
            Codename codename;
            try {
                codename = Codename.ofWords(words);
            } catch (CodenameRefused e) {
                return otherwise.answer(e, words);
            }
            Arrays.fill(words, (byte) 0);
            return answered(codename, () -> door.answer(codename));
        } catch (FormRefused e) {
            return OutcomePage.of(new Outcome.FormNotTaken(e.reason()), "/mailbox");
        } catch (IOException e) {
            return OutcomePage.of(new Outcome.BrokenOff(), "/mailbox");
        } catch (StoreUnreachable e) {
            return OutcomePage.of(UNREACHABLE, "/mailbox");
        } finally {
            bounded.wipe();
        }
    }

    Response codename(InputStream body, @Nullable FormType type, ByField door) {
        BoundedUpload bounded = new BoundedUpload(body, LONGEST);
        try {
            PostedForm form = PostedForm.open(bounded, type);
            Codename codename = FormFields.codename(FormFields.expect(form.next(), FormFields.CODENAME));
            return answered(codename, () -> door.answer(codename, form));
        } catch (FormRefused e) {
            return OutcomePage.of(new Outcome.FormNotTaken(e.reason()), "/mailbox");
        } catch (CodenameRefused e) {
            return OutcomePage.of(new Outcome.FormNotTaken(FormRefused.Reason.NOT_OURS), "/mailbox");
        } catch (IOException e) {
            return OutcomePage.of(new Outcome.BrokenOff(), "/mailbox");
        } catch (StoreUnreachable e) {
            return OutcomePage.of(UNREACHABLE, "/mailbox");
        } finally {
            bounded.wipe();
        }
    }

    private interface Answer {
        Response make() throws IOException, FormRefused, StoreUnreachable;
    }

    private static Response answered(Codename codename, Answer answer)
            throws IOException, FormRefused, StoreUnreachable {
        try {
            return answer.make();
        } catch (IOException | FormRefused | StoreUnreachable | RuntimeException e) {
            codename.close();
            throw e;
        }
    }
}
