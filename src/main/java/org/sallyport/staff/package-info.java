/** Who of the staff is signed in: sessions that every process knows, and that end everywhere at once. */
@NullMarked
package org.sallyport.staff;

import org.jspecify.annotations.NullMarked;
