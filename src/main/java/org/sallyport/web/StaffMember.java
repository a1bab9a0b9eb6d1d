package org.sallyport.web;

import java.time.Instant;
import java.util.Optional;

/**
 * Who of the staff makes this request. The reviewers' door, which knows the sign-in, provides it; the anonymous door may not
 * use it (a test holds that).
 */
public interface StaffMember {
    /** Keycloak's id of the person: what a certificate's holder is. */
    String subject();

    /** The role alias, never a person's name. */
    String alias();

    /** When this session last proved a second factor; empty if it never did. */
    Optional<Instant> secondFactor();
}
