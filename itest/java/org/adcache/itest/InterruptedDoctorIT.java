package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ctrl-C while {@code adcache doctor} waits for a silent server. */
@Timeout(120)
class InterruptedDoctorIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143"})
    void printsEachStageAsItEndsAndLeavesNothingBehind(String signal, int exit) throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                ChildProcess doctor = start(silent.getLocalPort(), temporary)) {
            doctor.awaitLine(
                    "a stage while the next one waits", Duration.ofSeconds(60), line -> line.contains("tcp: "));
            assertThat(doctor.lines()).as(doctor.quote()).noneMatch(line -> line.contains("tls: "));
            assertThat(files(temporary)).anyMatch(name -> name.startsWith("adcache-doctor-"));

            doctor.signal(signal);

            assertThat(doctor.awaitExit(Duration.ofSeconds(20)))
                    .as(doctor.quote())
                    .contains(exit);
            assertThat(files(temporary)).noneMatch(name -> name.startsWith("adcache-"));
        }
    }

    private ChildProcess start(int port, Path temporary) throws Exception {
        Path config = Files.writeString(folder.resolve("adcache.conf"), """
                adcache {
                  data-dir = "%s"
                  connections.corp {
                    domain = "corp.example.test"
                    servers = ["localhost:%d"]
                    kdcs = ["localhost:%d"]
                    keytab = "%s"
                  }
                }
                """.formatted(
                        folder.resolve("data"), port, port, folder.resolve("none.keytab")));
        // A process started in the background ignores Ctrl-C, and so would its children; those of a terminal don't.
        return ChildProcess.start(
                "doctor",
                folder.resolve("log"),
                Map.of("ADCACHE_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary),
                List.of(
                        "env",
                        "--default-signal=INT",
                        ProjectFiles.launcher().toString(),
                        "doctor",
                        "--config",
                        config.toString()));
    }

    private static List<String> files(Path directory) throws Exception {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
