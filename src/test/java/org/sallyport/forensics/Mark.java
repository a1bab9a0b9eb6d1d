package org.sallyport.forensics;

/** What one place says: a number that matters only by its order. */
record Mark(String place, Kind kind, double value) {}
