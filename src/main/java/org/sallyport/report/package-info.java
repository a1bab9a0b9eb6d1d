/** The reports we hold: sealed entries, who may open them, their case, and when they must be gone. */
@NullMarked
package org.sallyport.report;

import org.jspecify.annotations.NullMarked;
