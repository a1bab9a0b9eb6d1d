package org.sallyport.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PadmeTest {
    /** By hand, from the formula of the paper. */
    @ParameterizedTest
    @CsvSource({
        "0,0",
        "1,1",
        "2,2",
        "9,10",
        "15,16",
        "16,16",
        "17,18",
        "33,36",
        "129,144",
        "1000,1024",
        "1025,1088",
        "65537,67584",
        "500000000,503316480",
        "4294967295,4294967296"
    })
    void sizes(long octets, long padded) {
        assertThat(Padme.size(octets)).isEqualTo(padded);
    }

    @Test
    void neverSmallerNeverMuchLargerAndStable() {
        for (long octets = 1; octets < 5_000_000_000L; octets += 1 + octets / 97) {
            long padded = Padme.size(octets);
            assertThat(padded).isGreaterThanOrEqualTo(octets);
            assertThat(padded - octets).isLessThanOrEqualTo(octets * 12 / 100);
            assertThat(Padme.size(padded)).isEqualTo(padded);
        }
    }
}
