package org.sallyport.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Brings every page that a source's door answers to one of the few {@link PageSizes}. */
class FillingPages {
    private final boolean source;

    FillingPages(@ConfigProperty(name = "sallyport.faces") Face face) {
        this.source = face == Face.SOURCE;
    }

    @ServerResponseFilter
    public void fill(ContainerRequestContext request, ContainerResponseContext response) {
        if (!source) {
            return;
        }
        String path = request.getUriInfo().getPath();
        if (response.getEntity() instanceof PageSizes.Streamed page) {
            page.followedBy(PageSizes.filling(path, page.length()));
            // Said beforehand, or the answer would come in chunks, whose framing is longer than that of other pages.
            response.getHeaders().putSingle(HttpHeaders.CONTENT_LENGTH, page.length());
        } else if (response.getEntity() instanceof String page
                && MediaType.TEXT_HTML_TYPE.isCompatible(response.getMediaType())) {
            response.setEntity(PageSizes.filled(path, page));
        }
    }
}
