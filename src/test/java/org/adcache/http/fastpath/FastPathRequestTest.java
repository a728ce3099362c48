package org.adcache.http.fastpath;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.http.HttpParser;
import org.junit.jupiter.api.Test;

class FastPathRequestTest {
    private static FastPathRequest read(String... headers) {
        FastPathRequest request = new FastPathRequest("/a"::equals, Optional.empty());
        String text = "GET /a?b HTTP/1.1\r\nHost: gateway\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
        new HttpParser(request).parseNext(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        return request;
    }

    @Test
    void holdsTheCredentialsInItsHeaders() {
        FastPathRequest request = read("Authorization: Bearer x", "Cookie: a=1; b=2");
        assertThat(request.isWhole()).isTrue();
        assertThat(request.isPlain()).isTrue();
        assertThat(request.authorization()).isEqualTo("Bearer x");
        assertThat(request.cookie()).isEqualTo("a=1; b=2");
        request.clear();
        assertThat(request.authorization()).isNull();
        assertThat(request.cookie()).isNull();
    }

    @Test
    void isNotPlainWithOneCredentialTwice() {
        assertThat(read("Authorization: Bearer x", "Authorization: Bearer y").isPlain())
                .isFalse();
        assertThat(read("Cookie: a=1", "Cookie: b=2").isPlain()).isFalse();
    }

    @Test
    void isNotPlainIfAPageSendsItByItself() {
        assertThat(read("Cookie: a=1", "x-background: 1").isPlain()).isFalse();
        assertThat(read("Cookie: a=1", "X-Other: 1").isPlain()).isTrue();
    }
}
