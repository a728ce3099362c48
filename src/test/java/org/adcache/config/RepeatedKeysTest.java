package org.adcache.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepeatedKeysTest {
    @TempDir
    Path folder;

    private List<String> repeated(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("adcache.conf"), text);
        return RepeatedKeys.in(file).stream()
                .map(problem -> problem.line() + " " + problem.key() + ": " + problem.detail())
                .toList();
    }

    @Test
    void aKeyThatIsSetTwiceIsNamedWithBothLines() throws Exception {
        assertThat(repeated("""
            adcache {
              max-age = 1h # one
              connections { corp { domain = "a.example", sync { every = 5m } } }
              "max-age" : 2h
              connections.corp.sync.every = 10m
            }
            adcache.connections.corp { domain = b.example }
            """))
                .containsExactly(
                        "4 adcache.max-age: it is set in line 2 too, and this value replaces that one.",
                        "5 adcache.connections.corp.sync.every: it is set in line 3 too, and this value replaces that"
                                + " one.",
                        "7 adcache.connections.corp.domain: it is set in line 3 too, and this value replaces that"
                                + " one.");
    }

    @Test
    void blocksListsAndOverriddenDefaultsAreNoRepetitions() throws Exception {
        assertThat(repeated("""
            include "other.conf"
            // x = 1
            adcache { http { port = 1 }, http { port = ${?PORT}, host = a } }
            adcache.connections { a { servers = [ "x{", y ], servers += z, keytab = "a#b}{" }, b { keytab = c } }
            adcache.list = [
              { k = 1 } # k = 3
              { k = 2 }
            ]
            x = ${y} { k = 1 }
            y = \"""
            x = 2
            x = 3
            \"""
            """)).isEmpty();
    }

    @Test
    void theShippedConfigurationRepeatsNothing() {
        assertThat(RepeatedKeys.in(Path.of("config/adcache.conf"))).isEmpty();
    }
}
