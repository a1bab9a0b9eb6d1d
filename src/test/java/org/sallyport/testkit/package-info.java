/** What tests of several rooms share: the database, the two faces, and the real programs people use. */
@NullMarked
package org.sallyport.testkit;

import org.jspecify.annotations.NullMarked;
