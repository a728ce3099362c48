package org.adcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.SimulatedDirectoryConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class DoctorCommandTest {
    private static final String ROOT = "DC=demo,DC=example";

    @TempDir
    static Path folder;

    private static SimulatedDirectory directory;
    private static String krb5Conf;

    @BeforeAll
    static void start() throws IOException {
        krb5Conf = System.getProperty("java.security.krb5.conf", "");
        directory = SimulatedDirectory.start(
                SimulatedDirectoryConfig.in(folder.resolve("domain")).withAccounts(200));
    }

    @AfterAll
    static void stop() throws IOException {
        directory.close();
        if (krb5Conf.isEmpty()) {
            System.clearProperty("java.security.krb5.conf");
        } else {
            System.setProperty("java.security.krb5.conf", krb5Conf);
        }
    }

    @Test
    void printsALineForEachStageOfEachConnection() throws Exception {
        CommandLineRun run = doctor(config(connection("corp", directory.keytab()), broken("branch")));

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains("corp (demo.example)\n  ok      keytab: ", "  ok      deleted-objects: ")
                .contains("branch (demo.example)\n  FAILED  keytab: There is no keytab at ")
                .contains("          What to do: Copy the keytab there", "[keytab-missing]")
                .contains("  not run: clock, kerberos, bind, channel-binding, base-readable, counts, attributes,"
                        + " deleted-objects");
    }

    @Test
    void examinesOneConnectionAndPrintsItsChecksAsJson() throws Exception {
        CommandLineRun run = doctor(config(connection("corp", directory.keytab()), broken("branch")), "corp", "--json");

        assertThat(run.exit()).isZero();
        JsonNode checks = new JsonMapper().readTree(run.out()).path("checks");
        assertThat(checks.size()).isEqualTo(12);
        assertThat(checks.path(0).path("connection").asString()).isEqualTo("corp");
        assertThat(checks.path(0).path("id").asString()).isEqualTo("keytab");
        assertThat(checks.path(0).path("ok").asBoolean()).isTrue();
        assertThat(checks.path(0).has("problem")).isFalse();
    }

    @Test
    void listsTheStagesThatWereNotRunAsJsonToo() throws Exception {
        CommandLineRun run = doctor(config(broken("branch")), "--json");

        JsonNode notRun = new JsonMapper().readTree(run.out()).path("notRun");
        assertThat(notRun.valueStream().map(stage -> stage.path("id").asString()))
                .containsExactly(
                        "clock",
                        "kerberos",
                        "bind",
                        "channel-binding",
                        "base-readable",
                        "counts",
                        "attributes",
                        "deleted-objects");
        assertThat(notRun.path(0).path("connection").asString()).isEqualTo("branch");
    }

    @Test
    void wrapsAndColoursLinesOnATerminalOnly() throws Exception {
        String[] arguments = {"doctor", "--config", config(broken("branch")).toString()};
        CommandLineRun plain = CommandLineRun.of(arguments);
        CommandLineRun window = CommandLineRun.onATerminal(Map.of("COLUMNS", "60"), arguments);

        assertThat(plain.out()).doesNotContain("\u001b");
        assertThat(window.out()).contains("\u001b[31m  FAILED  \u001b[0mkeytab: There is no keytab at\n");
        assertThat(window.out().replaceAll("\u001b\\[[0-9]+m", "").lines())
                .hasSizeGreaterThan((int) plain.out().lines().count())
                .allMatch(line -> line.length() <= 60 || line.strip().indexOf(' ') < 0, "fits");
        assertThat(words(window.out().replaceAll("\u001b\\[[0-9]+m", "")))
                .as("the same content")
                .isEqualTo(words(plain.out()));
        assertThat(CommandLineRun.onATerminal(Map.of("NO_COLOR", "1"), arguments)
                        .out())
                .doesNotContain("\u001b");
    }

    /** Without the time that a connection took. */
    private static List<String> words(String output) {
        return List.of(output.replaceAll("\\d+\\s+ms", "").strip().split("\\s+", -1));
    }

    @Test
    void asksWhichConnectionWasMeant() throws Exception {
        CommandLineRun run = doctor(config(connection("corp", directory.keytab())), "crop");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("There is no connection \"crop\"", "Did you mean corp?");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithTheConfigurationItself() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong.conf"), "adcache { connections { corp { domian = x } } }");

        CommandLineRun run = doctor(wrong);

        assertThat(run.exit()).isEqualTo(78);
        assertThat(run.err()).contains("domian");
    }

    @Test
    void leavesNothingBehind() throws Exception {
        Path config = config(connection("corp", directory.keytab()));
        long before = temporaryFolders();
        doctor(config);
        assertThat(temporaryFolders()).isEqualTo(before);
        assertThat(folder.resolve("data")).as("the service's folder").doesNotExist();
    }

    private static long temporaryFolders() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("adcache-doctor-"))
                    .count();
        }
    }

    private static CommandLineRun doctor(Path config, String... more) {
        return CommandLineRun.of(Stream.concat(Stream.of("doctor", "--config", config.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    private static Path config(String... connections) throws IOException {
        return Files.writeString(
                folder.resolve("adcache.conf"),
                "adcache { data-dir = \"" + folder.resolve("data") + "\", connections {\n"
                        + String.join("\n", connections) + "\n} }\n");
    }

    private static String broken(String id) {
        return connection(id, "OU=Elsewhere," + ROOT, folder.resolve("none.keytab"));
    }

    private static String connection(String id, Path keytab) {
        return connection(id, "OU=Groups," + ROOT, keytab);
    }

    private static String connection(String id, String searchBase, Path keytab) {
        return """
            %s {
              domain = "%s"
              servers = ["localhost:%d"]
              kdcs = ["localhost:%d"]
              keytab = "%s"
              search-base = "%s"
              tls.trust = "%s"
            }
            """.formatted(
                        id,
                        directory.domain(),
                        directory.ldapsPort(),
                        directory.kdcPort(),
                        keytab,
                        searchBase,
                        directory.caFile());
    }
}
