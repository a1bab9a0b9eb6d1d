package org.sallyport.staff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class RealmNeedsTest {
    private static final String LEVELS =
            "\"acr_values_supported\":[\"0\",\"1\",\"second-factor\",\"fresh-second-factor\"]";
    private static final String REST =
            "\"code_challenge_methods_supported\":[\"plain\",\"S256\"],\"backchannel_logout_session_supported\":true";
    private static final String NO_TOKEN_OF_ITS_OWN =
            "{\"error\":\"unauthorized_client\",\"error_description\":\"Client not enabled to retrieve service account\"}";

    private static List<String> missing(String metadata, String refusal) {
        return RealmNeeds.missing(read("{" + metadata + "}"), read(refusal));
    }

    private static JsonNode read(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void of_this_release_s_realm_nothing_is_missing() {
        assertThat(missing(LEVELS + "," + REST, NO_TOKEN_OF_ITS_OWN)).isEmpty();
    }

    @Test
    void a_realm_of_an_earlier_release_lacks_the_second_factor_again() {
        String older = "\"acr_values_supported\":[\"password\",\"second-factor\"]";

        assertThat(missing(older + "," + REST, NO_TOKEN_OF_ITS_OWN))
                .singleElement()
                .asString()
                .contains("second factor", "(acr fresh-second-factor)");
    }

    @Test
    void a_realm_without_levels_lacks_both() {
        assertThat(missing(REST, NO_TOKEN_OF_ITS_OWN))
                .singleElement()
                .asString()
                .contains("fresh-second-factor, second-factor");
    }

    @Test
    void another_secret_is_named() {
        assertThat(missing(
                        LEVELS + "," + REST,
                        "{\"error\":\"unauthorized_client\",\"error_description\":\"Invalid client or Invalid client"
                                + " credentials\"}"))
                .singleElement()
                .asString()
                .contains("QUARKUS_OIDC_CREDENTIALS_SECRET");
    }

    @Test
    void everything_that_is_missing_is_named() {
        assertThat(missing("", NO_TOKEN_OF_ITS_OWN)).hasSize(3);
    }
}
