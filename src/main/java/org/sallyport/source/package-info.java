/** The anonymous door: a source reports, and comes back for the answer, without scripts, accounts or traces. */
@NullMarked
package org.sallyport.source;

import org.jspecify.annotations.NullMarked;
