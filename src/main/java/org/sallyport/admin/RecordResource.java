package org.sallyport.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sallyport.audit.StaffAct;
import org.sallyport.audit.StaffRecord;
import org.sallyport.web.Roles;

/** The record of what staff did, for the auditor alone. */
@Path("/api/record")
@RolesAllowed(Roles.AUDITOR)
@Produces(MediaType.APPLICATION_JSON)
class RecordResource {
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    private final StaffRecord record;

    RecordResource(StaffRecord record) {
        this.record = record;
    }

    /**
     * The newest acts first.
     *
     * @param before the number of the last act of the page before; the first page without it
     */
    @GET
    public List<StaffAct> page(@QueryParam("before") @Nullable String before) {
        return record.page(
                before != null && NUMBER.matcher(before).matches() ? Integer.parseInt(before) : Integer.MAX_VALUE);
    }

    /** Goes through the whole record. */
    @GET
    @Path("check")
    public StaffRecord.Checked check() {
        return record.check();
    }
}
