package org.adcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Consistency of docs/data.md with {@code adcache data-inventory}: what it prints of the configuration on the page. */
class DataDocumentTest {
    private static final Pattern CONFIGURATION = Pattern.compile("(?s)```hocon\n(.*?)```");
    private static final String FOLDER = "/etc/adcache";

    @TempDir
    Path folder;

    @Test
    void thePageHasWhatTheCommandPrints() throws IOException {
        String page = Files.readString(Path.of("docs/data.md"));
        Matcher configuration = CONFIGURATION.matcher(page);
        assertThat(configuration.find()).isTrue();
        Path config = Files.writeString(
                folder.resolve("adcache.conf"), configuration.group(1).replace(FOLDER, folder.toString()));
        Files.copy(Path.of("keytabs-sample/adcache-sample.keytab"), folder.resolve("corp.keytab"));
        Files.copy(Path.of("keytabs-sample/adcache-sample.keytab"), folder.resolve("http.keytab"));
        Files.write(folder.resolve("second.key"), new byte[32]);
        for (String file : List.of("gw.pem", "gw.key")) {
            Files.copy(Path.of("src/test/resources/certificates/identities/chain.pem"), folder.resolve(file));
        }

        CommandLineRun run = CommandLineRun.of("data-inventory", "--config", config.toString());

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(page.lines().filter(line -> line.startsWith("|")).collect(Collectors.joining("\n", "", "\n")))
                .isEqualTo(run.out().replace(folder.toString(), FOLDER));
    }
}
