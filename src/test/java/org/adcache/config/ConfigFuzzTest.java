package org.adcache.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.adcache.testing.FuzzTarget;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

@FuzzTarget
class ConfigFuzzTest {
    private static final String[] KEYS = {
        "search-base = %s",
        "tls.mode = %s",
        "email-attributes = [%s]",
        "sync.every = %s",
        "sync.shrink-limit = %s",
        "kdcs = [%s]",
        "servers = [%s]",
        "realm = %s"
    };

    @TempDir
    static Path temp;

    @BeforeAll
    static void writeKeytab() throws IOException {
        new ConfigFiles(temp);
    }

    /** A whole file; without includes, which could name any file or address. */
    @FuzzTest
    void file(byte[] input) throws IOException {
        if (!new String(input, UTF_8).contains("include")) {
            assertReadOrExplained(input);
        }
    }

    /** The value of one key in an otherwise good file: the first byte says of which. */
    @FuzzTest
    void value(byte[] input) throws IOException {
        if (input.length > 1) {
            String value = new String(input, 1, input.length - 1, UTF_8)
                    .replace("\\", "\\\\")
                    .replace("\"", "\\\"");
            value = value.chars().anyMatch(c -> c < ' ') ? "" : value;
            String key = KEYS[Math.floorMod(input[0], KEYS.length)];
            assertReadOrExplained(
                    ConfigFiles.connection(key.formatted("\"" + value + "\"")).getBytes(UTF_8));
        }
    }

    private static void assertReadOrExplained(byte[] content) throws IOException {
        Path file = Files.write(temp.resolve("adcache.conf"), content);
        try {
            AdcacheConfig config = new ConfigReader(Map.of("HOME", "/root")).read(file);
            assertThat(config.declarations()).hasSameSizeAs(config.connections());
            assertThat(config.lookup().maxAge()).isPositive();
        } catch (InvalidConfigException e) {
            assertThat(e.problems()).isNotEmpty();
            assertThat(e.problems()).allSatisfy(problem -> {
                assertThat(problem.detail()).endsWith(".");
                assertThat(problem.suggestion()).isNotBlank();
                assertThat(problem.line()).isBetween(0, content.length + 1);
            });
        }
    }
}
