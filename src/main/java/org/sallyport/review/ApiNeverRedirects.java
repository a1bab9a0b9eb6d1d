package org.sallyport.review;

import io.quarkus.oidc.JavaScriptRequestChecker;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** A call of the API that is not signed in is told so (status 499); only a page is sent to the sign-in. */
@ApplicationScoped
class ApiNeverRedirects implements JavaScriptRequestChecker {
    @Override
    public boolean isJavaScriptRequest(RoutingContext request) {
        return request.normalizedPath().startsWith("/api/");
    }
}
