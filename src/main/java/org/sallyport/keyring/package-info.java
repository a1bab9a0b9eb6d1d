/** Whom reports may be sealed to: trustees, vetted certificates, desks, and the one way to change them. */
@NullMarked
package org.sallyport.keyring;

import org.jspecify.annotations.NullMarked;
