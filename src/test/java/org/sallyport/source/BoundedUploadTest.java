package org.sallyport.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.sallyport.intake.StorageState;

class BoundedUploadTest {
    @Test
    void anUploadOfExactlyTheLimitPasses() throws IOException {
        assertThat(upload(10, 10).readAllBytes()).hasSize(10);
    }

    @Test
    void anUploadOverTheLimitFails() {
        assertThatThrownBy(() -> upload(11, 10).readAllBytes()).isInstanceOf(UploadTooLarge.class);
    }

    @Test
    void octetsReadOneByOneCount() throws IOException {
        BoundedUpload upload = upload(2, 1);
        assertThat(upload.read()).isZero();
        assertThatThrownBy(upload::read).isInstanceOf(UploadTooLarge.class);
    }

    @Test
    void skippedOctetsCount() {
        assertThatThrownBy(() -> upload(11, 10).skip(11)).isInstanceOf(UploadTooLarge.class);
    }

    @Test
    void theBufferOfWhoeverReadItIsWiped() throws IOException {
        byte[] buffer = new byte[30];
        byte[] form = "They came at night.".getBytes(StandardCharsets.UTF_8);
        BoundedUpload upload = new BoundedUpload(new ByteArrayInputStream(form), 100);
        assertThat(upload.read(buffer, 5, 25)).isEqualTo(form.length);
        assertThat(buffer).containsSequence(form);
        upload.wipe();
        assertThat(buffer).containsOnly(0);
    }

    @Test
    void inANearlyFullStoreAShortUploadPassesAndALongerOneFails() throws IOException {
        int most = (int) RoomLeft.SHORT;
        assertThat(upload(most, Long.MAX_VALUE, StorageState.SHORT_ONLY).readAllBytes())
                .hasSize(most);
        assertThatThrownBy(() -> upload(most + 1, Long.MAX_VALUE, StorageState.SHORT_ONLY)
                        .readAllBytes())
                .isInstanceOfSatisfying(
                        NoRoomForMore.class,
                        failure -> assertThat(failure.state()).isEqualTo(StorageState.SHORT_ONLY));
    }

    private static BoundedUpload upload(int length, long limit) {
        return upload(length, limit, StorageState.OPEN);
    }

    private static BoundedUpload upload(int length, long limit, StorageState state) {
        return new BoundedUpload(new ByteArrayInputStream(new byte[length]), limit, () -> state);
    }
}
