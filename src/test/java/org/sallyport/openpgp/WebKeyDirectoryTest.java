package org.sallyport.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WebKeyDirectoryTest {

    /** The example of draft-koch-openpgp-webkey-service. */
    @Test
    void theNameIsThatOfTheSpecification() {
        assertThat(WebKeyDirectory.name("Joe.Doe@example.org")).isEqualTo("iy9q119eutrkn8s1mk4r39qejnbu3n5q");
        assertThat(WebKeyDirectory.name("joe.doe")).isEqualTo("iy9q119eutrkn8s1mk4r39qejnbu3n5q");
    }
}
