package org.sallyport.source;

import java.util.Map;
import java.util.Optional;
import org.apache.commons.fileupload2.core.ParameterParser;
import org.sallyport.web.FewHeaders;

/**
 * What a request says of the form that it brings. The framework's own type would be remembered, and with it the boundary that
 * the browser made up.
 *
 * @param boundary if it names one; no mere string, or the framework would call the constructor with the whole header
 */
record FormType(Optional<String> boundary) {
    static final String HEADER = FewHeaders.FORM_TYPE;

    /** For the framework, which looks for a method of this name. */
    public static FormType valueOf(String header) {
        ParameterParser parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        Map<String, String> parameters = parser.parse(header, ';');
        return new FormType(Optional.ofNullable(parameters.get("boundary")));
    }

    @Override
    public String toString() {
        return "FormType[REDACTED]";
    }
}
