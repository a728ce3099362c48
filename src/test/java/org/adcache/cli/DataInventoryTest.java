package org.adcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataInventoryTest {
    @TempDir
    Path folder;

    @Test
    void listsEveryPlaceOfTheConfiguration() throws IOException {
        Path config = config("extra-attributes = [department], sync.every = 90s");

        CommandLineRun run = CommandLineRun.of("data-inventory", "--config", config.toString());

        assertThat(run.exit()).isZero();
        assertThat(run.out().lines().limit(2))
                .containsExactly(
                        "| Data | Use | Place | How long | Who can read it |", "| --- | --- | --- | --- | --- |");
        assertThat(run.out().lines()).allMatch(line -> line.split(" \\| ", -1).length == 5);
        assertThat(run.out())
                .contains("objectSid", "department", "every 90s")
                .contains(
                        "data/cache-corp-*.dbm",
                        "data/index-*.img",
                        "data/keys",
                        "data/tokens.json",
                        "data/audit.log",
                        "data/krb5.conf")
                .contains(folder.resolve("corp.keytab").toString(), "secret.key", "Standard error", "hibernation");
    }

    @Test
    void leavesOutWhatIsNotRead() throws IOException {
        Path config = config("groups = false, contacts = false, email-attributes = [mail]");

        assertThat(CommandLineRun.of("data-inventory", "--config", config.toString())
                        .out())
                .contains("Users of corp.example.com")
                .doesNotContain("Members of the groups", "proxyAddresses", "contacts");
    }

    @Test
    void printsTheFiveColumnsAsJson() throws IOException {
        assertThat(CommandLineRun.of(
                                "data-inventory",
                                "--json",
                                "--config",
                                config("").toString())
                        .out())
                .contains("\"data\"", "\"use\"", "\"place\"", "\"howLong\"", "\"whoCanReadIt\"");
    }

    private Path config(String lines) throws IOException {
        Files.write(folder.resolve("corp.keytab"), new byte[] {5, 2});
        Files.write(folder.resolve("secret.key"), new byte[32]);
        return Files.writeString(
                folder.resolve("adcache.conf"),
                "adcache { data-dir = data, store.key-file = secret.key, connections { corp { domain = corp.example.com,"
                        + " keytab = corp.keytab, " + lines + " } } }");
    }
}
