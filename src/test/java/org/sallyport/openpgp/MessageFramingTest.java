package org.sallyport.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sallyport.openpgp.SampleMessage.octets;

import java.util.List;
import org.junit.jupiter.api.Test;

class MessageFramingTest {

    private static byte[] sealed(long length) {
        return MessageFraming.header(List.of(), length);
    }

    @Test
    void takesTheShortestLength() {
        assertThat(sealed(191)).isEqualTo(octets(0xD2, 191));
        assertThat(sealed(192)).isEqualTo(octets(0xD2, 192, 0));
        assertThat(sealed(8383)).isEqualTo(octets(0xD2, 223, 255));
        assertThat(sealed(8384)).isEqualTo(octets(0xD2, 255, 0, 0, 0x20, 0xC0));
        assertThat(sealed(0xFFFF_FFFFL)).isEqualTo(octets(0xD2, 255, 255, 255, 255, 255));
    }

    @Test
    void putsTheSessionKeysInFront() {
        assertThat(MessageFraming.header(List.of(octets(3, 1), octets(3, 2, 3)), 50))
                .isEqualTo(octets(0xC1, 2, 3, 1, 0xC1, 3, 3, 2, 3, 0xD2, 50));
    }

    @Test
    void refusesWhatOneLengthCannotSay() {
        assertThatThrownBy(() -> sealed(0x1_0000_0000L)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sealed(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatItFramesGoesThroughTheGateUnchanged() {
        Admitted first = Admitted.of(SampleMessage.small());
        assertThat(Admitted.of(first.message())).isEqualTo(first);
    }
}
