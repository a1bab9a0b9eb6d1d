package org.sallyport.source;

/**
 * How full the {@link Anteroom} is: counts of requests, and what they bring.
 *
 * @param present all whose body is not over, or that are not answered
 * @param placed those that hold a place
 * @param queued those that wait for one
 * @param octets that came in the last minute
 */
record Occupancy(int present, int placed, int queued, long octets) {}
