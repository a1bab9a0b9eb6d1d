package org.sallyport.source;

import java.io.IOException;
import org.sallyport.intake.StorageState;

/** The upload is not short, and only short ones are taken now. */
final class NoRoomForMore extends IOException {
    private static final long serialVersionUID = 1L;
    private final StorageState state;

    NoRoomForMore(StorageState state) {
        this.state = state;
    }

    StorageState state() {
        return state;
    }
}
