package org.sallyport.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeWordsTest {
    @ParameterizedTest
    @CsvSource({"0,0 bytes", "1023,1023 bytes", "1024,1 kB", "1073741824,1 GB", "5497558138880,5120 GB"})
    void sizesAreSaidAsPeopleSayThem(long octets, String words) {
        assertThat(SizeWords.of(octets)).isEqualTo(words);
    }
}
