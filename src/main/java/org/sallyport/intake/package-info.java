/**
 * The outer door of the airlock: all that the source's database role may do.
 *
 * <p>A sealed message streams in as chunks under a random id; the last statement, flushed to the disk before the source is told,
 * adds the arrival that names it. What was added cannot be read here again. A source that comes back asks about its own mailbox
 * by functions that check its token. Nothing here can list, count, change or delete what was acknowledged.
 */
@NullMarked
package org.sallyport.intake;

import org.jspecify.annotations.NullMarked;
