package org.adcache.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SpellingTest {
    @Test
    void countsInsertionsDeletionsReplacementsAndSwaps() {
        assertThat(Spelling.distance("port", "port")).isZero();
        assertThat(Spelling.distance("prot", "port")).isOne();
        assertThat(Spelling.distance("por", "port")).isOne();
        assertThat(Spelling.distance("ports", "port")).isOne();
        assertThat(Spelling.distance("part", "port")).isOne();
        assertThat(Spelling.distance("", "port")).isEqualTo(4);
    }

    @Test
    void guessesTheNearestAndNothingFarAway() {
        List<String> known = List.of("domain", "realm", "servers", "keytab");

        assertThat(Spelling.nearest("Server", known)).contains("servers");
        assertThat(Spelling.nearest("keytba", known)).contains("keytab");
        assertThat(Spelling.nearest("password", known)).isEmpty();
    }
}
