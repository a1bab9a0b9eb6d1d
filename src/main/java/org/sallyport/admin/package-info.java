/** The key admins' and auditors' door: certificates in, rotated and revoked; the log read. */
@NullMarked
package org.sallyport.admin;

import org.jspecify.annotations.NullMarked;
