package org.sallyport.intake;

/**
 * Where a message goes.
 *
 * @param desk its slug
 * @param prompt whether the desk opted in to batches every few seconds
 */
public record Destination(String desk, boolean prompt, ArrivalKind kind) {}
