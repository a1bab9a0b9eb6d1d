package org.sallyport.keyring;

import java.util.List;

/**
 * Who may vouch for reviewers, and how many of them must.
 *
 * @param trustees their certificates, binary
 */
public record Quorum(int needed, List<byte[]> trustees) {}
