/** What staff did, in order, and unforgeable afterwards. */
@NullMarked
package org.sallyport.audit;

import org.jspecify.annotations.NullMarked;
