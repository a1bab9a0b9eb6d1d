package org.sallyport.source;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import org.sallyport.codename.Codename;
import org.sallyport.codename.WordList;

/** Codenames on pages: minted with a form, carried in a hidden field, shown as words. */
@ApplicationScoped
class Codenames {
    /** The slot of a form's hidden field. */
    static final String FIELD = SlottedPage.slot(FormFields.CODENAME);

    /** The slot of the twelve words. */
    static final String WORDS = SlottedPage.slot(FormFields.WORDS);

    private final SecureRandom random = new SecureRandom();

    Codename mint() {
        return Codename.mint(random);
    }

    SecretPage field(SecretPage page, Codename codename) {
        return page.withWiped(FormFields.CODENAME, codename.field());
    }

    /** The words and the hidden field. */
    SecretPage on(SecretPage page, Codename codename, WordList list) {
        return field(page, codename).withWiped(FormFields.WORDS, codename.words(list));
    }
}
