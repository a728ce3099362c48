package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.SimulatedDirectoryConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The units on a Debian that systemd has booted, over a simulated directory, from the installation to the purge. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
abstract class PackageUnderSystemd {
    private static final String UNIT = InstalledService.UNIT;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final String CONFIG = InstalledService.CONFIG;
    private static final String ARCHIVE_UNIT = "adcache-archive.service";
    /** Its ending depends on the version of Java: jsa, from 25 on aot. */
    private static final String ARCHIVE = "/var/cache/adcache/adcache.";

    private final String release;

    private SimulatedDirectory directory;
    private BootedDebian debian;
    private List<String> before;
    private InstalledService service;

    /** Tests a release that {@link DebianTree#of} knows. */
    PackageUnderSystemd(String release) {
        this.release = release;
    }

    @BeforeAll
    void install(@TempDir Path folder) throws IOException {
        directory = SimulatedDirectory.start(
                SimulatedDirectoryConfig.in(folder.resolve("directory")).withAccounts(300));
        debian = BootedDebian.boot(DebianTree.of(release), folder.resolve("machine"));
        before = debian.files();
        service = InstalledService.start(debian, directory);
    }

    @AfterAll
    void stop() throws IOException {
        if (debian != null) {
            debian.close();
        }
        directory.close();
    }

    @Test
    @Order(1)
    void runsAsItsUserInItsSandbox() {
        BootedDebian.Unit unit = debian.unit(UNIT);
        assertThat(unit.get("ActiveState")).isEqualTo("active");
        assertThat(unit.get("StatusText")).matches("serving \\d+ accounts, last sync .* ago");
        assertThat(unit.get("MemoryHigh")).matches("\\d+");
        String pid = unit.get("MainPID");
        assertThat(debian.run("stat", "--format=%U", "/proc/" + pid).strip()).isEqualTo("adcache");
        assertThat(debian.proc(pid, "status")).contains("CapEff:\t0000000000000000", "NoNewPrivs:\t1", "Seccomp:\t2");
        assertThat(debian.proc(pid, "cmdline"))
                .as("the memory is known to the launcher")
                .contains("-Xmx");
        assertThat(debian.run("stat", "--format=%U %a", "/var/lib/adcache").strip())
                .isEqualTo("adcache 700");
        assertThat(debian.run("sh", "-c", "cut -d' ' -f19 /proc/" + pid + "/task/*/stat")
                        .lines())
                .as("threads lower their own priority under the filter of system calls")
                .contains("19");
    }

    @Test
    @Order(2)
    void reloadsAndSaysWhenTheConfigurationIsRefused() throws IOException {
        String pid = debian.unit(UNIT).get("MainPID");
        String config = Files.readString(debian.file(CONFIG));
        Files.writeString(debian.file(CONFIG), config.replace("http.port", "max-age = 25h\n  http.port"));
        debian.run("systemctl", "reload", UNIT);
        assertThat(debian.journal(UNIT)).anyMatch(line -> line.contains("max-age"));

        Files.writeString(debian.file(CONFIG), config.replace("http.port", "max-aeg = 25h\n  http.port"));
        Command.Outcome refused = debian.command("systemctl", "reload", UNIT).outcome();
        assertThat(refused.exit()).isNotZero();
        assertThat(debian.journal(UNIT)).anyMatch(line -> line.contains("max-aeg"));
        BootedDebian.Unit unit = debian.unit(UNIT);
        assertThat(unit.get("ActiveState")).isEqualTo("active");
        assertThat(unit.get("MainPID")).isEqualTo(pid);

        Files.writeString(debian.file(CONFIG), config);
        debian.run("systemctl", "kill", "--kill-whom=main", "--signal=HUP", UNIT);
        Deadline.await(
                "the signal reloads too",
                TIMEOUT,
                () -> String.join("\n", debian.journal(UNIT)),
                () -> debian.journal(UNIT).stream()
                                .filter(line -> line.startsWith("Reload: reload: adcache.max-age changed"))
                                .count()
                        == 2);
    }

    @Test
    @Order(3)
    void theProcessThatReplacesItselfAfterAWipeIsStillTheUnits() {
        BootedDebian.Unit unit = debian.unit(UNIT);
        debian.run("adcache", "disable");
        service.awaitStatus("off");
        Deadline.await(
                "the process was replaced",
                TIMEOUT,
                () -> String.join("\n", debian.journal(UNIT)),
                () -> debian.journal(UNIT).stream().anyMatch(line -> line.startsWith("listening again on")));
        debian.run("adcache", "enable");
        service.awaitServing();
        BootedDebian.Unit after = debian.unit(UNIT);
        assertThat(after.get("MainPID")).isEqualTo(unit.get("MainPID"));
        assertThat(after.get("NRestarts")).isEqualTo("0");
        assertThat(debian.proc(after.get("MainPID"), "environ")).contains("ADCACHE_REPLACED=1", "WATCHDOG_USEC=");
    }

    @Test
    @Order(4)
    void theWatchdogRestartsAProcessThatHangs() throws IOException {
        service.dropIn(UNIT, "watchdog", "WatchdogSec=3s");
        debian.run("systemctl", "restart", UNIT);
        service.awaitServing();
        String pid = debian.unit(UNIT).get("MainPID");
        Deadline alive = Deadline.in(Duration.ofSeconds(5));
        Deadline.await("it lives longer than the timeout", TIMEOUT, debian::quote, alive::isOver);
        assertThat(debian.unit(UNIT).get("MainPID")).isEqualTo(pid);

        debian.run("systemctl", "kill", "--kill-whom=main", "--signal=STOP", UNIT);
        Deadline.await(
                "another process serves", TIMEOUT, () -> debian.unit(UNIT).toString(), () -> {
                    BootedDebian.Unit unit = debian.unit(UNIT);
                    return InstalledService.isServing(unit)
                            && !unit.get("MainPID").equals(pid);
                });
        assertThat(debian.unit(UNIT).get("NRestarts")).isEqualTo("1");
        Files.delete(debian.file("/etc/systemd/system/" + UNIT + ".d/watchdog.conf"));
        debian.run("systemctl", "daemon-reload");
    }

    @Test
    @Order(5)
    void aRestartUnderLoadLosesNothingBehindARetryingClient() throws Exception {
        String token =
                debian.run("adcache", "token", "create", "--scope", "lookup").strip();
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger answers = new AtomicInteger();
        AtomicInteger unexpected = new AtomicInteger();
        Thread client = new Thread(() -> {
            while (!done.get()) {
                int status = service.status(token);
                if (status == 404) {
                    answers.incrementAndGet();
                } else if (status != 0) {
                    unexpected.incrementAndGet();
                }
            }
        });
        client.start();
        Deadline.await("answers", TIMEOUT, debian::quote, () -> answers.get() > 20);
        long began = System.nanoTime();
        debian.run("systemctl", "restart", UNIT);
        long millis = (System.nanoTime() - began) / 1_000_000;
        int sofar = answers.get();
        Deadline.await("answers again", TIMEOUT, debian::quote, () -> answers.get() > sofar + 20);
        done.set(true);
        client.join();
        assertThat(unexpected).as("a request is answered or not accepted").hasValue(0);
        System.out.println("systemctl restart took " + millis + " ms");
    }

    @Test
    @Order(6)
    void theJournalKnowsTheLevels() {
        assertThat(debian.journal(UNIT, "--priority=warning")).noneMatch(line -> line.contains("adcache listens on"));
        assertThat(debian.journal(UNIT)).anyMatch(line -> line.startsWith("ServeCommand: adcache listens on"));
        assertThat(debian.journal(UNIT)).noneMatch(line -> line.startsWith("<"));
        assertThat(debian.journal(UNIT))
                .as("a restart reads changes only")
                .noneMatch(line -> line.contains("The configuration of the connection has changed"));
    }

    @Test
    @Order(7)
    void theDoctorLogsWhatHasChanged() {
        debian.run("systemctl", "start", "adcache-doctor.service");
        debian.run("systemctl", "start", "adcache-doctor.service");
        assertThat(debian.journal("adcache-doctor.service"))
                .anyMatch(line -> line.startsWith("this is the first run; no stage fails"))
                .anyMatch(line -> line.startsWith("nothing has changed since "));
        debian.run("mv", "/etc/adcache/ca.pem", "/etc/adcache/ca.pem.before");
        assertThat(debian.command("systemctl", "start", "adcache-doctor.service")
                        .outcome()
                        .exit())
                .isNotZero();
        debian.run("mv", "/etc/adcache/ca.pem.before", "/etc/adcache/ca.pem");
        debian.run("systemctl", "start", "adcache-doctor.service");
        assertThat(debian.run("stat", "--format=%U %a", "/var/lib/adcache/doctor.json")
                        .strip())
                .isEqualTo("adcache 600");
    }

    @Test
    @Order(8)
    void anUpgradeKeepsTheDataAndRestartsTheService() {
        BootedDebian.Unit unit = debian.unit(UNIT);
        InstalledService.install(debian);
        service.awaitServing();
        assertThat(debian.unit(UNIT).get("MainPID")).isNotEqualTo(unit.get("MainPID"));
        assertThat(debian.unit(UNIT).get("UnitFileState")).isEqualTo("enabled");
        assertThat(debian.run("cat", CONFIG)).contains(directory.domain());
    }

    @Test
    @Order(9)
    void aStopInTheMiddleOfAStartIsNoFailure() {
        for (String unit : List.of(UNIT, InstalledService.DOCTOR, ARCHIVE_UNIT)) {
            for (String seconds : List.of("0", "0.01", "0.03", "0.1", "0.2", "0.3", "0.5", "1")) {
                debian.run("sh", "-c", "systemctl stop " + unit + "; rm -f " + ARCHIVE + "*");
                // The counter of starts too: systemd allows five in ten seconds.
                debian.command("systemctl", "reset-failed", unit).outcome();
                debian.run("systemctl", "start", "--no-block", unit);
                debian.run("sleep", seconds);
                debian.run("systemctl", "stop", unit);
                assertThat(debian.unit(unit).get("Result"))
                        .as("%s, stopped after %s s", unit, seconds)
                        .isEqualTo("success");
            }
        }
        debian.run("systemctl", "start", UNIT);
        service.awaitServing();
    }

    @Test
    @Order(10)
    void anUpdateOfJavaMakesTheArchiveAnew() {
        String unit = ARCHIVE_UNIT;
        debian.run("systemctl", "stop", unit);
        String started = debian.unit(unit).get("InactiveExitTimestampMonotonic");
        debian.run("sh", "-c", "rm -f " + ARCHIVE + "*");
        BootedDebian.Unit before = debian.unit(UNIT);
        // The same version: the release has no other. dpkg replaces all of its files, and leaves the trigger to a
        // second call, which apt makes, if another package's trigger keeps Java waiting at the end of the first.
        debian.run("sh", "-c", "dpkg --install /var/cache/apt/archives/openjdk-*-jre-headless_*.deb");
        debian.run("dpkg", "--configure", "--pending");
        Deadline.await(
                "the unit of the archive was started",
                TIMEOUT,
                () -> debian.unit(unit).toString(),
                () -> !debian.unit(unit).get("InactiveExitTimestampMonotonic").equals(started));
        BootedDebian.Unit after = debian.unit(UNIT);
        assertThat(after.get("MainPID")).as("it runs on").isEqualTo(before.get("MainPID"));
        assertThat(after.get("StatusText")).startsWith("serving ");
        Deadline.await(
                "the archive is made",
                TIMEOUT,
                () -> debian.unit(unit).toString(),
                () -> debian.unit(unit).get("ActiveState").equals("inactive"));
        assertThat(debian.unit(unit).get("Result")).as("made").isEqualTo("success");
        debian.run("systemctl", "stop", UNIT);
        assertThat(debian.unit(UNIT).get("Result")).isEqualTo("success");
        debian.run("systemctl", "start", UNIT);
        service.awaitServing();
        assertThat(debian.proc(debian.unit(UNIT).get("MainPID"), "maps")).contains(ARCHIVE);
    }

    @Test
    @Order(11)
    void aPurgeLeavesWhatTheAdministratorMade() {
        debian.run("dpkg", "--remove", "adcache");
        assertThat(debian.unit(UNIT).get("ActiveState")).isEqualTo("inactive");
        assertThat(debian.file("/var/lib/adcache/integration.json")).exists();
        InstalledService.purge(debian, before);
    }
}
