package org.adcache.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenCommandsTest {
    @TempDir
    Path folder;

    private Path config;

    @BeforeEach
    void makeConfiguration() throws IOException {
        Files.write(folder.resolve("corp.keytab"), new byte[] {5, 2});
        config = Files.writeString(
                folder.resolve("adcache.conf"),
                "adcache { data-dir = data, connections { corp { domain = corp.example.com, keytab = corp.keytab } } }");
    }

    @Test
    void createPrintsTheTokenAloneAndKeepsOnlyItsHash() throws IOException {
        CommandLineRun run = token("create", "--scope", "lookup", "--scope", "suggest", "--name", "gateway");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).matches("adc_[A-Za-z0-9_-]{43}\n");
        Path file = folder.resolve("data").resolve("tokens.json");
        assertThat(Files.readString(file))
                .contains("gateway")
                .doesNotContain(run.out().strip());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(folder.resolve("data").resolve("audit.log")))
                .contains("token.create");
    }

    @Test
    void listAndRevoke() {
        token("create", "--scope", "lookup,suggest", "--name", "gateway", "--expires", "90d");
        token("create", "--scope", "admin");
        String row = token("list").out().lines().skip(1).findFirst().orElseThrow();
        String id = row.substring(0, row.indexOf(' '));

        assertThat(token("list").out().lines().map(line -> line.replaceAll(" +", " ")))
                .hasSize(3)
                .anyMatch(line -> line.startsWith("ID NAME SCOPES CREATED EXPIRES"))
                .anyMatch(line -> line.contains(" gateway lookup,suggest "))
                .anyMatch(line -> line.endsWith(" never"));
        assertThat(token("revoke", id).err()).isEqualTo("Revoked " + id + " (gateway).\n");
        assertThat(token("list", "--json").out()).contains("\"admin\"").doesNotContain("gateway");
        assertThat(token("revoke", id).exit()).isOne();
    }

    @Test
    void aNameWithAnEndOfLineIsPrintedOnOneLine() {
        token("create", "--scope", "lookup", "--name", "a\nadcache: all is well\u2028\r\u001b[2J");
        String row = token("list").out().lines().skip(1).findFirst().orElseThrow();
        String id = row.substring(0, row.indexOf(' '));

        assertThat(token("revoke", "x\ny").err().lines()).hasSize(1);
        assertThat(token("revoke", id).err())
                .isEqualTo("Revoked " + id + " (a\ufffdadcache: all is well\ufffd\ufffd\ufffd[2J).\n");
    }

    @Test
    void aWrongScopeOrDateMakesNothing() {
        assertThat(token("create", "--scope", "read").exit()).isEqualTo(2);
        assertThat(token("create", "--scope", "admin", "--expires", "soon").exit())
                .isEqualTo(2);
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void anExpiryIsATimeOrADay() throws Exception {
        Clock clock = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

        assertThat(Expiry.parse(Optional.empty(), clock).at()).isEmpty();
        assertThat(Expiry.parse(Optional.of("12h"), clock).at()).contains(Instant.parse("2026-11-21T22:00:00Z"));
        assertThat(Expiry.parse(Optional.of("2026-11-22"), clock).at()).contains(Instant.parse("2026-11-22T00:00:00Z"));
        assertThatThrownBy(() -> Expiry.parse(Optional.of("2026-11-21"), clock)).hasMessageContaining("is over");
    }

    private CommandLineRun token(String... arguments) {
        List<String> all = new ArrayList<>(List.of("token"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--config", config.toString()));
        return CommandLineRun.of(all.toArray(new String[0]));
    }
}
