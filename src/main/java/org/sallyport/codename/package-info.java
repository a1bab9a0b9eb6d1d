/** Twelve words, and everything that is derived from them. */
@NullMarked
package org.sallyport.codename;

import org.jspecify.annotations.NullMarked;
