package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration file with mistakes. */
class BrokenConfigIT {
    private static final int EXIT_CONFIGURATION = 78;

    /** Each mistake with its line number, from 1, and its key. */
    private static final List<String> MISTAKES = List.of("3 max-agee", "5 port", "9 keytab", "10 mode", "11 every");

    @Test
    void fiveMistakesAreReportedAtOnceWithFileAndLine(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("adcache.conf"), """
                adcache {
                  data-dir = "%s"
                  max-agee = 24h
                  http {
                    port = "eighty"
                  }
                  connections.corp {
                    domain = "corp.example.test"
                    keytab = "no-such.keytab"
                    tls.mode = sslv3
                    sync.every = "soon"
                  }
                }
                """.formatted(folder.resolve("data")));

        Command.Outcome check = run("check-config", file);
        assertThat(check.exit()).isEqualTo(EXIT_CONFIGURATION);
        String report = check.output() + check.errors();
        assertThat(report.lines().filter(line -> line.contains(file.getFileName() + ":")))
                .as(report)
                .hasSameSizeAs(MISTAKES);
        for (String mistake : MISTAKES) {
            String line = mistake.substring(0, mistake.indexOf(' '));
            String key = mistake.substring(mistake.indexOf(' ') + 1);
            assertThat(report.lines())
                    .as(report)
                    .anyMatch(text -> text.contains(file.getFileName() + ":" + line) && text.contains(key));
        }
        assertThat(report).contains("max-age").doesNotContain("Exception");

        Command.Outcome serve = run("serve", file);
        assertThat(serve.exit()).isEqualTo(EXIT_CONFIGURATION);
        assertThat(serve.output()).doesNotContain("listening on");
    }

    private static Command.Outcome run(String command, Path config) {
        return Command.of(ProjectFiles.launcher().toString(), command, "--config", config.toString())
                .outcome();
    }
}
