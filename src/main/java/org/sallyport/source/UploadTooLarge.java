package org.sallyport.source;

import java.io.IOException;

/** The upload is over the limit. */
final class UploadTooLarge extends IOException {
    private static final long serialVersionUID = 1L;
}
