/** Everything we ask of OpenPGP, and the only room that knows Bouncy Castle. */
@NullMarked
package org.sallyport.openpgp;

import org.jspecify.annotations.NullMarked;
