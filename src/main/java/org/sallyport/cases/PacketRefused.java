package org.sallyport.cases;

import org.sallyport.openpgp.MessageRefused;

/** What was sent is no session-key packet that may stand in front of this message for this reader. */
public final class PacketRefused extends Exception {
    private static final long serialVersionUID = 1;

    PacketRefused(MessageRefused cause) {
        super(cause);
    }
}
