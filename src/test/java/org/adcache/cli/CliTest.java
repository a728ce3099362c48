package org.adcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.DistinguishedName;
import org.adcache.account.Epoch;
import org.adcache.account.ObjectGuid;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.store.Draft;
import org.adcache.store.SyncPoint;
import org.adcache.store.scope.ReadConfiguration;
import org.adcache.store.scope.ReadScope;
import org.adcache.testing.LogOfThisThread;
import org.adcache.testing.OpenStore;
import org.adcache.testing.People;
import org.adcache.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CliTest {
    @TempDir
    Path folder;

    private Path good;

    @BeforeEach
    void makeFiles() throws IOException {
        Path keytab = Files.copy(Path.of("keytabs-sample/adcache-sample.keytab"), folder.resolve("corp.keytab"));
        Files.setPosixFilePermissions(keytab, PosixFilePermissions.fromString("r--------"));
        good = Files.writeString(
                folder.resolve("good.conf"),
                "adcache { data-dir = data, connections { corp { domain = corp.example.com, keytab = corp.keytab } }"
                        + " }");
    }

    @Test
    void noCommandIsAUsageError() {
        CommandLineRun run = CommandLineRun.of();

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("See \"adcache --help\".");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aMistypedCommandIsGuessed() {
        CommandLineRun run = CommandLineRun.of("lokup", "x");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("lookup");
    }

    @Test
    void aMissingOptionIsOneSentence() {
        CommandLineRun run = CommandLineRun.of("token", "create");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--scope").contains("See \"adcache token create --help\".");
    }

    @Test
    void everyCommandExplainsItself() {
        CommandLineRun run = CommandLineRun.of("--help");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("serve", "lookup", "disable", "data-inventory");
        assertThat(CommandLineRun.of("disable", "--help").out())
                .contains("wiped")
                .contains("--token-file");
        assertThat(CommandLineRun.of("help", "sync").out()).contains("--wait");
    }

    @Test
    void aCommandReadAloneIsTheOneThatHelpLists() {
        String help = CommandLineRun.of("--help").out();
        List<String> names = help.lines()
                .dropWhile(line -> !line.startsWith("Commands:"))
                .skip(1)
                .takeWhile(line -> !line.isBlank())
                .filter(line -> line.matches("  \\S.*"))
                .map(line -> line.strip().split(" ", 2)[0])
                .toList();

        assertThat(names).hasSize(18).doesNotHaveDuplicates();
        for (String name : names.subList(0, 17)) {
            assertThat(CommandLineRun.of(name, "--help").out())
                    .as(name)
                    .isNotEmpty()
                    .isEqualTo(CommandLineRun.of("help", name).out());
        }
    }

    @Test
    void versionNamesTheProduct() {
        assertThat(CommandLineRun.of("version").out()).startsWith("adcache ");
        assertThat(CommandLineRun.of("version", "--json").out()).contains("\"version\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V"})
    void theUsualOptionsPrintTheVersionToo(String option) {
        CommandLineRun run = CommandLineRun.of(option);

        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo(CommandLineRun.of("version").out());
        assertThat(run.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ADCACHE_LOG_LEVEL,verbose,'no level. Set it to OFF, ERROR, WARN, INFO, DEBUG or TRACE, or unset it.'",
        "ADCACHE_LOG,jsn,'no form of the log. Set it to text or json, or unset it.'"
    })
    void aMisspeltVariableOfTheLogIsAnError(String variable, String value, String rest) {
        CommandLineRun run = CommandLineRun.with(Map.of(variable, value), "version");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("adcache: " + variable + " is \"" + value + "\", which is " + rest + "\n");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void theVariablesOfTheLogMayBeUnsetOrInAnyCase() {
        assertThat(CommandLineRun.with(Map.of("ADCACHE_LOG_LEVEL", "debug", "ADCACHE_LOG", ""), "version")
                        .exit())
                .isZero();
    }

    @Test
    void checkConfigIsFine() {
        CommandLineRun run = CommandLineRun.of("check-config", "--config", good.toString());

        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo(good + " is fine: 1 connection.\n");
    }

    @Test
    void checkConfigWarnsOfWhatOthersMayRead() throws IOException {
        Files.setPosixFilePermissions(folder.resolve("corp.keytab"), PosixFilePermissions.fromString("r--r--r--"));
        Files.createDirectory(folder.resolve("data"));
        Files.setPosixFilePermissions(folder.resolve("data"), PosixFilePermissions.fromString("rwxr-xr-x"));

        CommandLineRun run = CommandLineRun.of("check-config", "--config", good.toString());

        assertThat(run.exit()).isZero();
        assertThat(run.out().lines())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).startsWith("Warning: ").contains("/data has mode 0755"))
                .anySatisfy(line -> assertThat(line).startsWith("Warning: ").contains("corp.keytab"));
        assertThat(CommandLineRun.of("check-config", "--json", "--config", good.toString())
                        .out())
                .contains("\"ok\" : true", "\"warnings\" : [ {", "data-dir-unsafe", "keytab-world-readable");
    }

    @Test
    void checkConfigWarnsOfExtraAttributesThatNoFeedReportsOrThatAreBinary() throws IOException {
        String more = "\nadcache.connections.corp.extra-attributes = [title, memberOf, LASTLOGON, thumbnailPhoto]\n";
        Files.writeString(good, Files.readString(good) + more);

        CommandLineRun run = CommandLineRun.of("check-config", "--config", good.toString());

        assertThat(run.exit()).isZero();
        assertThat(run.out().lines())
                .hasSize(4)
                .anySatisfy(line ->
                        assertThat(line).startsWith("Warning: memberOf in").contains("back link"))
                .anySatisfy(line ->
                        assertThat(line).startsWith("Warning: LASTLOGON in").contains("replicated"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("Warning: thumbnailPhoto in")
                        .contains("binary"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "domain = corp                                        | the domain \"corp\" has no dot",
                "domain = other.example.com                           | the keytab's realm is CORP.EXAMPLE.COM",
                "principal = somebody                                 | has no key of somebody@CORP.EXAMPLE.COM",
                "search-base = \"OU=a,DC=other,DC=com\"                | is not in the domain corp.example.com",
                "sync.every = 1s                                      | sync.every is 1.0 s",
                "domain = corp.example.com                            | doubtful.conf:2: adcache.connections.corp.domain",
                "sync.reconcile-every = 1s                            | sync.reconcile-every is 1.0 s",
                "keytab = empty.keytab                                | The keytab",
                "extra-attributes = [memberOf]                        | is a back link"
            })
    void checkConfigWarnsOfWhatIsDoubtful(String line, String warning) throws IOException {
        Files.write(folder.resolve("empty.keytab"), new byte[] {5, 2});
        Path doubtful = Files.writeString(
                folder.resolve("doubtful.conf"),
                "adcache { data-dir = data, connections { corp { domain = corp.example.com, keytab = corp.keytab\n"
                        + line + "\n} } }");

        CommandLineRun run = CommandLineRun.of("check-config", "--config", doubtful.toString());

        assertThat(run.exit()).isZero();
        assertThat(run.out().lines().filter(text -> text.startsWith("Warning: ")))
                .anySatisfy(text -> assertThat(text).contains(warning));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "contacts = false, groups = false                     | 3 cached contacts and groups will be removed",
                "search-base = \"OU=Sales,DC=corp,DC=example,DC=com\"  | outside the search-base OU=Sales,DC=corp",
                "domain = lab.example.com                             | 5 cached accounts are of the domain corp.ex",
                "search-base = \"DC=corp, DC=example, DC=com\"         |",
                "                                                     |"
            })
    void checkConfigSaysWhatTheNextSyncWillRemove(String line, String warning) throws Exception {
        cacheTwoPeopleAContactAndTwoGroups(folder.resolve("data"));
        Path narrower = Files.writeString(
                folder.resolve("narrower.conf"),
                "adcache { data-dir = data, connections { corp { domain = corp.example.com, keytab = corp.keytab\n"
                        + (line == null ? "" : line) + "\n} } }");

        CommandLineRun run = CommandLineRun.of("check-config", "--json", "--config", narrower.toString());

        assertThat(run.exit()).isZero();
        assertThat(run.out().contains("config-narrowed")).isEqualTo(warning != null);
        assertThat(run.out()).contains(warning == null ? "" : warning);
    }

    private static void cacheTwoPeopleAContactAndTwoGroups(Path data) throws Exception {
        try (OpenStore open = OpenStore.in(data, new TestClock());
                Draft draft = open.store().begin(People.CORP, Epoch.FIRST)) {
            draft.put(People.user(1));
            draft.put(People.user(2));
            draft.put(Account.builder(
                            new ObjectGuid(9, 9),
                            AccountType.CONTACT,
                            People.CORP,
                            new DistinguishedName("CN=Carl,DC=corp,DC=example,DC=com"))
                    .cn("Carl")
                    .build());
            draft.put(People.group(1));
            draft.put(People.group(2));
            draft.compare();
            ReadScope scope = ReadScope.of("corp.example.com", Optional.empty(), true, true, List.of("mail"));
            draft.commit(SyncPoint.full(People.DOMAIN, Instant.EPOCH, 0)
                    .with(Optional.of(new ReadConfiguration("digest", scope))));
        }
    }

    @Test
    void checkConfigReportsADataFolderThatServeRefuses() throws IOException {
        Files.createDirectory(folder.resolve("data"));
        Files.createSymbolicLink(folder.resolve("data/tokens.json"), folder.resolve("corp.keytab"));

        CommandLineRun run = CommandLineRun.of("check-config", "--config", good.toString());

        assertThat(run.exit()).isEqualTo(78);
        assertThat(run.out()).contains("tokens.json is a symbolic link").doesNotContain("is fine");
        assertThat(CommandLineRun.of("check-config", "--json", "--config", good.toString())
                        .out())
                .contains("\"ok\" : false", "\"key\" : \"adcache.data-dir\"", "is a symbolic link");
    }

    @Test
    void keytabNeedsAFileOrAConfiguration() {
        assertThat(CommandLineRun.of("keytab").exit()).isEqualTo(2);
        assertThat(CommandLineRun.of("keytab", "--config", good.toString()).out())
                .contains("svc-adcache@CORP.EXAMPLE.COM");
    }

    @Test
    void checkConfigListsEveryProblem() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.conf"), "adcache {\n max-age = 1\n http.prot = 1\n}\n");

        CommandLineRun run = CommandLineRun.of("check-config", "--config", bad.toString());

        assertThat(run.exit()).isEqualTo(78);
        assertThat(run.out().lines())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).startsWith(bad + ":2: adcache.max-age: "))
                .anySatisfy(line -> assertThat(line).startsWith(bad + ":3: adcache.http.prot: "));
        assertThat(CommandLineRun.of("check-config", "--json", "--config", bad.toString())
                        .out())
                .contains("\"ok\" : false", "\"line\" : 3", "\"key\" : \"adcache.http.prot\"");
    }

    @Test
    void serveWithABadConfigurationPrintsEveryProblemOnStandardError() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.conf"), "adcache {\n max-age = 1\n}\n");

        CommandLineRun run = CommandLineRun.of("serve", "--config", bad.toString());

        assertThat(run.exit()).isEqualTo(78);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(2);
    }

    @Test
    void serveThatCanNotStartSaysWhy() {
        ServiceLauncher busy = (config, callers) -> {
            throw new ProblemException(
                    new Problem(ProblemType.PORT_IN_USE, "Port 8636 is in use.", "Choose another with http.port."));
        };

        CommandLineRun run = CommandLineRun.with(busy, Map.of(), "serve", "--config", good.toString());

        assertThat(run.exit()).isEqualTo(69);
        assertThat(run.err()).isEqualTo("adcache: Port 8636 is in use. Choose another with http.port.\n");
    }

    @Test
    void startAndStopAreLinesOfTheLog() {
        ServiceLauncher interrupted = (config, callers) -> {
            Thread.currentThread().interrupt();
            return new ServiceLauncher.Running(URI.create("http://127.0.0.1:1"), () -> {}, () -> {});
        };

        try (LogOfThisThread log = new LogOfThisThread(ServeCommand.class)) {
            CommandLineRun.with(interrupted, Map.of(), "serve", "--config", good.toString());

            assertThat(Thread.interrupted()).isTrue();
            assertThat(log.messages(Level.INFO))
                    .containsExactly(
                            "adcache unpackaged starts, with the configuration " + good + " and the data folder "
                                    + folder.resolve("data"),
                            "adcache listens on http://127.0.0.1:1",
                            "adcache has stopped");
        }
    }

    @Test
    void aMistakeOfOursIsAnInternalErrorAndShowsItsPlaceOnlyWhenAsked() {
        ServiceLauncher broken = (config, callers) -> {
            throw new IllegalStateException("oops");
        };

        CommandLineRun quiet = CommandLineRun.with(broken, Map.of(), "serve", "--config", good.toString());
        CommandLineRun debug =
                CommandLineRun.with(broken, Map.of("ADCACHE_DEBUG", "1"), "serve", "--config", good.toString());

        assertThat(quiet.exit()).isEqualTo(70);
        assertThat(quiet.err()).contains("oops").doesNotContain("\tat ");
        assertThat(debug.err()).contains("\tat ");
    }

    @Test
    void aForeignKeytabIsAConfigurationError() {
        CommandLineRun run = CommandLineRun.of("keytab", good.toString());

        assertThat(run.exit()).isEqualTo(78);
        assertThat(run.err()).startsWith("adcache: ").contains(good.toString());
    }
}
