package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that root runs on the data folder of another user, who tries to turn them against root. */
class SecondUserIT {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final List<String> FILES = List.of(
            "tokens.lock", "audit.log", "tokens.json", "lock", "format", "integration.json", "manifest.json", "keys");

    @TempDir
    private Path folder;

    private SecondUser second;

    @BeforeEach
    void install() throws IOException {
        second = SecondUser.in(folder);
    }

    @Test
    void rootBecomesTheOwnerOfTheDataFolder() throws Exception {
        Command.Outcome created = second.run("token", "create", "--scope", "lookup", "--name", "a");
        assertThat(created.exit()).as(created.errors()).isZero();
        assertThat(created.output()).matches("adc_[A-Za-z0-9_-]{43}\n");

        try (ChildProcess service = ChildProcess.start("serve", second.folder(), Map.of(), second.words("serve"))) {
            service.awaitLine("line \"listening on\"", TIMEOUT, line -> line.startsWith("listening on "));
            assertThat(service.errors()).doesNotContain("runs as root");
            try (Stream<Path> files = Files.walk(second.data())) {
                assertThat(files.map(SecondUserIT::owner)).hasSizeGreaterThan(4).containsOnly(SecondUser.NOBODY);
            }
            localAdministratorsNeedNoToken();
            service.signal("TERM");
            assertThat(service.awaitExit(TIMEOUT)).hasValue(0);
        }
        assertThat(second.data().resolve("local.token")).doesNotExist();
        assertThat(second.run("token", "revoke", "none").exit()).isOne();
    }

    private void localAdministratorsNeedNoToken() throws IOException {
        Path token = second.data().resolve("local.token");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                .isEqualTo("rw-------");
        Command.Outcome root = second.run("enable");
        assertThat(root.exit()).as(root.errors()).isZero();
        Command.Outcome stranger = second.runAs("daemon", "enable");
        assertThat(stranger.exit()).as(stranger.errors()).isEqualTo(69);
        assertThat(stranger.errors()).contains("root");

        Path secret = Files.writeString(second.roots().resolve("secret"), Files.readString(token));
        Files.delete(token);
        SecondUser.own(Files.createSymbolicLink(token, secret));
        assertThat(second.run("enable").exit()).isEqualTo(77);
        Files.delete(token);
        Files.createLink(token, secret);
        assertThat(second.run("enable").exit()).isEqualTo(77);
        Files.delete(secret);
    }

    @Test
    void theServiceEndsWithTheProcessThatRootStarted() throws Exception {
        ChildProcess service = ChildProcess.start("serve", second.folder(), Map.of(), second.words("serve"));
        service.awaitLine("line \"listening on\"", TIMEOUT, line -> line.startsWith("listening on "));
        long pid =
                Long.parseLong(Files.readString(second.data().resolve("lock")).strip());
        assertThat(owner(Path.of("/proc/" + pid))).isEqualTo(SecondUser.NOBODY);

        service.signal("KILL");

        Deadline.await(
                "the service ends too",
                TIMEOUT,
                service::quote,
                () -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void noLinkLeadsRootOutOfTheFolder() throws Exception {
        Map<Path, String> before = second.belongings();
        for (String file : FILES) {
            link(file, second.roots().resolve("cron"));
        }
        assertFails("token", "create", "--scope", "lookup");
        assertFails("token", "revoke", "a");
        assertFails("token", "list");
        assertFails("serve");
        assertThat(second.run("data-inventory").exit()).isZero();
        assertThat(second.belongings()).isEqualTo(before);
    }

    @Test
    void noLinkMakesRootCreateAFile() throws Exception {
        Map<Path, String> before = second.belongings();
        for (String file : FILES) {
            link(file, second.roots().resolve("new-" + file));
        }
        assertFails("token", "create", "--scope", "lookup");
        assertFails("serve");
        Files.delete(second.data().resolve("tokens.lock"));
        second.run("token", "create", "--scope", "lookup");
        assertThat(second.belongings()).isEqualTo(before);
    }

    @Test
    void noHardLinkLetsRootChangeAFile() throws Exception {
        Files.createLink(second.data().resolve("audit.log"), second.roots().resolve("cron"));
        Files.createLink(second.data().resolve("tokens.lock"), second.roots().resolve("cron"));
        Map<Path, String> before = second.belongings();

        Command.Outcome created = assertFails("token", "create", "--scope", "lookup");
        assertFails("serve");

        assertThat(created.errors()).contains("tokens.lock");
        assertThat(second.belongings()).isEqualTo(before);
    }

    @Test
    void theFolderItselfMayNotLeadToOneOfRoot() throws Exception {
        Map<Path, String> before = second.belongings();
        Files.delete(second.data());
        SecondUser.own(Files.createSymbolicLink(second.data(), second.roots()));

        assertThat(assertFails("token", "create", "--scope", "lookup").errors())
                .contains("belongs to the user root, but lies below "
                        + second.folder().resolve("home"));
        assertFails("serve");

        assertThat(second.belongings()).isEqualTo(before);
    }

    @Test
    void whatTheOwnerCannotReadIsReported() throws Exception {
        SecondUser.mode("rw-------", second.folder().resolve("corp.keytab"));
        for (String command : List.of("check-config", "serve")) {
            Command.Outcome outcome = assertFails(command);
            assertThat(outcome.output() + outcome.errors()).contains("corp.keytab can't be read by the user nobody");
        }
        assertThat(assertFails("keytab").errors()).contains("may not be read by the user nobody");

        SecondUser.mode("rw-------", second.config());
        assertThat(assertFails("token", "list").errors())
                .contains("adcache.conf: it can't be read by the user nobody", "the owner of the data folder");
    }

    @Test
    void saysWhatIsMissingToBecomeTheOwner() throws Exception {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool : List.of("dirname", "readlink", "sed", "head", "wc", "tr", "du", "id", "setsid", "java")) {
            Files.createSymbolicLink(tools.resolve(tool), which(tool));
        }
        Command.Outcome outcome =
                second.command("token", "list").with("PATH", tools.toString()).outcome();
        assertThat(outcome.exit()).isEqualTo(69);
        assertThat(outcome.errors()).contains("belongs to the user nobody, and there is no setpriv");
    }

    @Test
    void aKilledDemoLeavesNoLibraryInTheTemporaryFolder() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        SecondUser.mode("rwxrwxrwx", temporary);
        String options = "-XX:TieredStopAtLevel=1 -Djava.io.tmpdir=" + temporary;
        try (DemoProcess demo = DemoProcess.start(
                second.distribution(),
                folder,
                Map.of("ADCACHE_JAVA_OPTS", options),
                "--accounts",
                "100",
                "--data-dir",
                second.data().toString())) {
            assertThat(owner(second.data().resolve("manifest.json"))).isEqualTo(SecondUser.NOBODY);
            long pid = Long.parseLong(
                    Files.readString(second.data().resolve("lock")).strip());
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            demo.process().awaitExit(TIMEOUT);
        }
        try (Stream<Path> files = Files.walk(temporary)) {
            assertThat(files.map(Path::toString)).isNotEmpty().noneMatch(name -> name.contains(".so"));
        }
    }

    private void link(String file, Path target) throws IOException {
        SecondUser.own(Files.createSymbolicLink(second.data().resolve(file), target));
    }

    private Command.Outcome assertFails(String... words) {
        Command.Outcome outcome = second.run(words);
        assertThat(outcome.exit()).as(outcome.output() + outcome.errors()).isIn(69, 77, 78);
        assertThat(outcome.errors()).doesNotContain("Internal error");
        return outcome;
    }

    private static int owner(Path file) {
        try {
            return (int) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Path which(String tool) {
        return Path.of(Command.of("sh", "-c", "command -v " + tool).run().strip());
    }
}
