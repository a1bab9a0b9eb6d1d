package org.sallyport.forensics;

/**
 * One thing that can be read off for many messages, and may be in the order of their arrival.
 *
 * @param place relation, file, column or copied table
 * @param joins how many ids were followed from the row of the message to get there
 */
public record Clue(String place, Kind kind, int joins) {
    /** Only the write-ahead log says this; it is forgotten with the next switch and checkpoint. */
    boolean isInLog() {
        return place.equals(WalSegment.PLACE);
    }

    @Override
    public String toString() {
        return kind + " in " + place + (joins == 0 ? "" : ", " + joins + " join(s) away");
    }
}
