package org.sallyport.forensics;

/**
 * What is known of a message that arrived.
 *
 * @param octets at least 16 of its octets that occur nowhere else, and lie together wherever it is stored
 * @param order its place in the true order of arrival; several of one group with the same order count as one message
 * @param group what may be told of it: the batch, or the day
 */
public record Known(byte[] octets, int order, String group) {
    public Known {
        if (octets.length < Needles.LENGTH) {
            throw new IllegalArgumentException("fewer than " + Needles.LENGTH + " octets");
        }
    }
}
