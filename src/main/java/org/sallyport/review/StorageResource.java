package org.sallyport.review;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.sallyport.vault.Storage;
import org.sallyport.vault.StorageUnknown;
import org.sallyport.vault.WatchingStorage;
import org.sallyport.web.Roles;

/** Whether the store is nearly full, for those who can have something done about it. */
@Path("/api/storage")
@RolesAllowed({Roles.KEY_ADMIN, Roles.DESK_LEAD})
@Produces(MediaType.APPLICATION_JSON)
class StorageResource {
    private final Storage storage;

    StorageResource(Storage storage) {
        this.storage = storage;
    }

    @GET
    public Answer full() throws StorageUnknown {
        OptionalInt percent = storage.percent();
        boolean told = percent.isPresent() && percent.getAsInt() >= WatchingStorage.NEARLY_FULL;
        return new Answer(told ? percent.getAsInt() : null);
    }

    /** @param nearlyFull percent in steps of five; null below 80, or where nobody knows how much there may be */
    record Answer(@Nullable Integer nearlyFull) {}
}
