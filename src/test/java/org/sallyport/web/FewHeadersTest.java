package org.sallyport.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FewHeadersTest {
    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    @Test
    void whatABrowserTellsOfItselfIsDropped() {
        for (String name : new String[] {
            "User-Agent", "Accept", "Accept-Language", "Accept-Encoding", "Cookie", "Referer", "Origin", "DNT", "X-Any"
        }) {
            headers.add(name, "a mark").add(name, "another");
        }
        FewHeaders.leave(headers);
        assertThat(headers.isEmpty()).isTrue();
    }

    @Test
    void whatFramesTheRequestStays() {
        headers.add("Host", "x")
                .add("CONTENT-LENGTH", "3")
                .add("connection", "close")
                .add("Expect", "100-continue");
        FewHeaders.leave(headers);
        assertThat(headers.size()).isEqualTo(4);
        assertThat(headers.get("Content-Length")).isEqualTo("3");
    }

    @Test
    void aFormIsAFormAndItsBoundaryForItsReader() {
        headers.add("content-type", " Multipart/Form-Data ; boundary=\"a b\"; charset=x");
        FewHeaders.leave(headers);
        assertThat(headers.getAll("Content-Type")).containsExactly("multipart/form-data");
        assertThat(headers.get(FewHeaders.FORM_TYPE)).contains("a b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/x-mark",
                "bad///",
                "",
                ";",
                "mark",
                "multipart/form-data-mark",
                "multipart/mixed; boundary=mark",
                "application/x-www-form-urlencoded; mark"
            })
    void anUnusualTypeIsAnything(String type) {
        headers.add("Content-Type", type);
        FewHeaders.leave(headers);
        assertThat(headers.entries())
                .singleElement()
                .satisfies(only -> assertThat(only.getValue()).isEqualTo("application/octet-stream"));
    }

    @Test
    void aFormTypeThatAClientSendsIsDropped() {
        headers.add(FewHeaders.FORM_TYPE, "multipart/form-data; boundary=mark");
        FewHeaders.leave(headers);
        assertThat(headers.isEmpty()).isTrue();
    }
}
