package org.adcache.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.adcache.testing.FuzzTarget;

@FuzzTarget
class TokenFileFuzzTest {
    private final TokenFile file = new TokenFile();

    @FuzzTest
    void parse(byte[] input) {
        List<TokenFile.Entry> entries;
        try {
            entries = file.parse(input);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        assertThat(file.parse(file.format(entries))).isEqualTo(entries);
        assertThat(entries).allMatch(entry -> entry.sha256().length() == 64);
        assertThat(entries).noneMatch(entry -> entry.token().scopes().isEmpty());
    }
}
