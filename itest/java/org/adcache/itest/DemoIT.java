package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The demo: it starts with nothing but a JDK, and what it prints works when pasted. */
@TestInstance(Lifecycle.PER_CLASS)
class DemoIT {
    private static final int ACCOUNTS = 2000;

    private Path folder;
    private DemoProcess demo;

    @BeforeAll
    void start(@TempDir Path temporary) {
        folder = temporary;
        demo = DemoProcess.start(
                ProjectFiles.distribution(),
                folder.resolve("log"),
                Map.of(),
                "--accounts",
                Integer.toString(ACCOUNTS),
                "--data-dir",
                folder.resolve("data").toString());
    }

    @AfterAll
    void stop() {
        demo.close();
    }

    @Test
    void everyPrintedRequestWorksWhenPasted() {
        List<String> requests = requests();
        assertThat(requests).as(demo.process()::quote).hasSizeGreaterThanOrEqualTo(8);
        assertThat(requests).anyMatch(request -> request.contains("/v1/match"));
        assertThat(requests).anyMatch(request -> request.contains("/v1/suggest"));
        boolean enabled = true;
        for (String request : requests) {
            enabled = request.contains("\"enabled\"") ? request.contains("true") : enabled;
            assertThat(paste(request)).as(request).isEqualTo(expectedStatus(request, enabled));
        }
        assertThat(requests).anyMatch(request -> request.contains("\"enabled\":false"));
        Deadline.await(
                "the cache is back",
                Duration.ofMinutes(1),
                demo.process()::quote,
                () -> demo.client().get("/readyz").status() == 200);
    }

    private static String expectedStatus(String request, boolean enabled) {
        if (request.contains("/v1/integration")) {
            return "200";
        }
        if (!enabled) {
            return "503";
        }
        return request.contains("nobody@") ? "404" : "200";
    }

    /** Runs a printed request in a shell; returns the status of the answer. */
    private static String paste(String request) {
        return Command.of("bash", "-c", "curl() { command curl \"$@\" -o /dev/null -w '%{http_code}'; }\n" + request)
                .run();
    }

    /** The printed commands; one that continues on the next line ends with a backslash. */
    private List<String> requests() {
        String printed = String.join("\n", demo.process().lines()).replace("\\\n", " ");
        return printed.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("curl"))
                .toList();
    }

    @Test
    void printsTheAddressesOfItsPagesBeforeEverythingElse() {
        List<String> lines = demo.process().lines().stream()
                .filter(line -> !line.isBlank() && !line.startsWith("listening on "))
                .toList();
        String start = "http://127.0.0.1:" + demo.port();
        assertThat(lines.get(0)).contains(start + "/demo ");
        assertThat(lines.get(1)).contains(start + "/.");
        for (String page : List.of("/demo", "/")) {
            assertThat(Command.of("curl", "-s", "-w", "%{http_code} %{content_type}", "-o", "/dev/null", start + page)
                            .run())
                    .isEqualTo("200 text/html;charset=utf-8");
        }
    }

    @Test
    void holdsAsManyAccountsAsAskedFor() {
        assertThat(demo.client().cache().path("accounts").asInt()).isEqualTo(ACCOUNTS);
    }

    @Test
    void answersOnlyRequestsWhoseHostIsALoopbackName() {
        assertThat(status("127.0.0.1:" + demo.port())).isEqualTo("200");
        assertThat(status("localhost:" + demo.port())).isEqualTo("200");
        assertThat(status("rebound.example:" + demo.port())).startsWith("4");
    }

    private String status(String host) {
        return Command.of(
                        "curl",
                        "-s",
                        "-o",
                        "/dev/null",
                        "-w",
                        "%{http_code}",
                        "-H",
                        "Host: " + host,
                        "http://127.0.0.1:" + demo.port() + "/v1/status")
                .run();
    }

    @Test
    void aBusyPortIsAnErrorThatSaysSo() {
        Command.Outcome outcome = Command.of(
                        ProjectFiles.launcher().toString(), "demo", "--port", Integer.toString(demo.port()))
                .outcome();
        assertThat(outcome.exit()).isNotZero();
        assertThat(outcome.errors()).contains(Integer.toString(demo.port())).doesNotContain("\tat ");
    }

    @Test
    void controlCRemovesWhatItMade() throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        Map<String, String> environment = Map.of("ADCACHE_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary);
        try (DemoProcess other = DemoProcess.start(
                ProjectFiles.distribution(), folder.resolve("log"), environment, "--accounts", "100")) {
            assertThat(contents(temporary)).isNotEmpty();
            other.process().signal("INT");
            assertThat(other.process().awaitExit(Duration.ofSeconds(20)))
                    .as(other.process()::quote)
                    .isPresent();
        }
        assertThat(contents(temporary)).isEmpty();
    }

    private static Set<String> contents(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::getFileName)
                    .map(Path::toString)
                    .filter(name -> !name.startsWith("hsperfdata"))
                    .collect(Collectors.toCollection(HashSet::new));
        }
    }
}
