package org.sallyport.web;

import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What every answer of a face carries, whatever it is: a page, a refusal, a file, a path that does not exist. */
@Singleton
class SecurityHeaders {
    private static final Map<String, String> BOTH_FACES = Map.of(
            // Nothing is left in a browser's cache on a device that is searched.
            "Cache-Control", "no-store",
            "Referrer-Policy", "no-referrer",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Embedder-Policy", "require-corp",
            "Cross-Origin-Resource-Policy", "same-origin");

    private static final String NO_SENSORS =
            "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

    /** What a page could ask for with or without scripts, in the browsers of today; short, for it travels with every page. */
    private static final String NOTHING_AT_ALL = NO_SENSORS
            + ", accelerometer=(), autoplay=(), bluetooth=(), clipboard-read=(), clipboard-write=(), encrypted-media=(), fullscreen=()"
            + ", gyroscope=(), hid=(), idle-detection=(), magnetometer=(), midi=(), picture-in-picture=(), screen-wake-lock=()"
            + ", serial=(), storage-access=(), web-share=(), xr-spatial-tracking=()";

    private static final String STAFF_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                    // The worker that holds an unlocked key, and the one policy that may name its address.
                    + "worker-src 'self'; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
                    + "require-trusted-types-for 'script'; trusted-types vue sallyport-key-worker";

    private final Map<String, String> headers = new LinkedHashMap<>(BOTH_FACES);

    SecurityHeaders(@ConfigProperty(name = "sallyport.faces") Face face, InlineStyle style) {
        headers.put("Permissions-Policy", face == Face.STAFF ? NO_SENSORS : NOTHING_AT_ALL);
        headers.put(
                "Content-Security-Policy",
                face == Face.STAFF
                        ? STAFF_POLICY
                        : "default-src 'none'; style-src " + style.policyHash()
                                + "; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
    }

    Map<String, String> all() {
        return headers;
    }
}
