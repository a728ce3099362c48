package org.adcache.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.adcache.cli.Cli;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class ManualTest {
    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        new Manual("2026-11-21", "adcache 0.1.0").write(folder, "a-key = \"value\"\n.5 of it\n");
    }

    @Test
    void everyCommandHasAPageWithAllItsOptions() throws IOException {
        check(Cli.described());
    }

    private void check(CommandLine command) throws IOException {
        String page = Files.readString(folder.resolve(ManualPage.name(command) + ".1"));
        for (OptionSpec option : command.getCommandSpec().options()) {
            assertThat(page).contains(Roff.escaped(option.longestName()));
        }
        assertThat(page).doesNotContain("${", "@|");
        for (CommandLine each : ManualPage.shown(command)) {
            assertThat(page).contains(Roff.bold(each.getCommandName()));
            check(each);
        }
    }

    @Test
    void aNameIsFollowedByWhatItIs() throws IOException {
        assertThat(folder.resolve("adcache-check-config.1"))
                .content()
                .contains(".SH \"NAME\"\nadcache\\-check\\-config \\- lists every problem of a configuration file");
    }

    @Test
    void noTextIsTakenForARequest() throws IOException {
        assertThat(folder.resolve("adcache.conf.5"))
                .content()
                .contains("\na\\-key = \"value\"\n")
                .contains("\n\\&.5 of it\n");
    }

    @Test
    void completionsNameCommandsOptionsAndValues() throws IOException {
        assertThat(folder.resolve("_adcache"))
                .content()
                .startsWith("#compdef adcache\n")
                .contains("_adcache_token_create() {", "'--by=[", "(address sid guid dn account upn)", ":FILE:_files");
        assertThat(folder.resolve("adcache.bash")).content().contains("check-config", "--token-file");
    }
}
