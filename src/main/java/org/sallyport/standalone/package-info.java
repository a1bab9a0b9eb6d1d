/** One machine without anything installed: PostgreSQL in a folder of its own, and a trial organisation. */
@NullMarked
package org.sallyport.standalone;

import org.jspecify.annotations.NullMarked;
