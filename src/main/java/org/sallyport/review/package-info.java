/** The reviewers' door: what is waiting, opened in the browser, answered, handed on. */
@NullMarked
package org.sallyport.review;

import org.jspecify.annotations.NullMarked;
