package org.sallyport.web;

import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.Set;

/**
 * What a source's request keeps of its header: whose it is, what frames it, and whether it is a form. All else that a browser
 * tells of itself is dropped where it comes in, so that nothing behind can hold it. The framework remembers each content
 * type that it reads, so it reads one of two; the boundary of a form is for the form's reader alone.
 */
public final class FewHeaders {
    /** What the request said of its form, as it came. Only set here: what a client sends under this name is dropped. */
    public static final String FORM_TYPE = "Form-Type";

    private static final String TYPE = "Content-Type";
    private static final String FORM = "multipart/form-data";
    private static final String ANYTHING_ELSE = "application/octet-stream";
    private static final Set<String> KEPT =
            Set.of("host", "content-length", "transfer-encoding", "connection", "expect");

    private FewHeaders() {}

    static void leave(MultiMap headers) {
        String type = headers.get(TYPE);
        for (String name : Set.copyOf(headers.names())) {
            if (!KEPT.contains(name.toLowerCase(Locale.ROOT))) {
                headers.remove(name);
            }
        }
        if (type == null) {
            return;
        }
        boolean form = isForm(type);
        headers.set(TYPE, form ? FORM : ANYTHING_ELSE);
        if (form) {
            headers.set(FORM_TYPE, type);
        }
    }

    private static boolean isForm(String type) {
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().equalsIgnoreCase(FORM);
    }
}
