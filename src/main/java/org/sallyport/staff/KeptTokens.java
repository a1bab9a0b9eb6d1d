package org.sallyport.staff;

/** What Keycloak gave for a session, each token encrypted with the faces' own secret. */
record KeptTokens(String id, String access, String refresh) {
    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
