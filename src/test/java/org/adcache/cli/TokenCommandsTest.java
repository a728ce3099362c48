package org.adcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
                .anyMatch(line -> line.startsWith("ID NAME SCOPES CREATED EXPIRES LAST USED"))
                .anyMatch(line -> line.contains(" gateway lookup,suggest "))
                .anyMatch(line -> line.endsWith(" never -"));
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
    void noTwoTokensHaveOneNameAndTheNameRevokes() {
        token("create", "--scope", "lookup", "--name", "gateway");
        CommandLineRun second = token("create", "--scope", "lookup", "--name", "gateway");

        assertThat(second.exit()).isEqualTo(2);
        assertThat(second.out()).isEmpty();
        assertThat(second.err()).contains("\"gateway\" already", "gateway-2");
        assertThat(token("create", "--scope", "lookup", "--name", "gateway-2").exit())
                .isZero();
        assertThat(token("revoke", "gateway").err()).contains("(gateway).");
        assertThat(token("list").out()).contains("gateway-2").doesNotContain(" gateway ");
        assertThat(token("revoke", "gateway").err()).contains("no token with the id or name");
    }

    @Test
    void theNameOfAnExpiredTokenIsFree() {
        token("create", "--scope", "lookup", "--name", "guest", "--expires", "1s");
        Instant deadline = Instant.now().plusSeconds(20);
        while (token("create", "--scope", "lookup", "--name", "guest").exit() != 0) {
            assertThat(Instant.now()).isBefore(deadline);
        }

        assertThat(token("list").out().lines()).hasSize(2);
    }

    @Test
    void theOutputFileIsItsOwnersAloneAndReplacesALinkNotItsTarget() throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "mine");
        Path output = Files.createSymbolicLink(folder.resolve("gw.token"), target);
        CommandLineRun run = token("create", "--scope", "lookup", "--output", output.toString());

        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(Files.readString(output)).matches("adc_[A-Za-z0-9_-]{43}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(output, LinkOption.NOFOLLOW_LINKS)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(target)).isEqualTo("mine");
    }

    @Test
    void noTokenIsCreatedIfItsFileCantBe() {
        CommandLineRun run = token(
                "create",
                "--scope",
                "lookup",
                "--output",
                folder.resolve("none/gw.token").toString());

        assertThat(run.exit()).isEqualTo(77);
        assertThat(run.err()).contains("its folder doesn't exist");
        assertThat(token("list").out().lines()).hasSize(1);
    }

    private CommandLineRun token(String... arguments) {
        List<String> all = new ArrayList<>(List.of("token"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--config", config.toString()));
        return CommandLineRun.of(all.toArray(new String[0]));
    }
}
