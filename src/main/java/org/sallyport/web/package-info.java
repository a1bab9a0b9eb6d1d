/** What every face shares: headers, error pages, which process answers which path, and the rules that keep traces out of logs. */
@NullMarked
package org.sallyport.web;

import org.jspecify.annotations.NullMarked;
