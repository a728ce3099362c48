package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The distribution, copied elsewhere, on the oldest and the newest supported JDK. */
class JdkIT {
    private static final String FROM_THE_ARCHIVE = "org.adcache.Main source: shared objects file";

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void startsWithoutWarnings(int release, @TempDir Path folder) throws IOException {
        Optional<Path> jdk = jdk(release);
        assumeThat(jdk).as("a JDK %d is installed", release).isPresent();
        Path copy = folder.resolve("adcache copied elsewhere");
        Command.of("cp", "-a", ProjectFiles.distribution().toString(), copy.toString())
                .run();
        Map<String, String> environment = Map.of("JAVA_HOME", jdk.orElseThrow().toString());

        assertThat(Command.of(copy.resolve("bin/adcache").toString(), "version")
                        .with("JAVA_HOME", jdk.orElseThrow().toString())
                        .run())
                .isNotBlank();
        try (DemoProcess demo = DemoProcess.start(
                copy,
                folder.resolve("log"),
                environment,
                "--accounts",
                "200",
                "--data-dir",
                folder.resolve("data").toString())) {
            demo.client().get("/v1/suggest?q=a").expect(200);
            assertThat(demo.process().errors())
                    .as(demo.process()::quote)
                    .doesNotContainIgnoringCase("warning")
                    .doesNotContain(" WARN ");
        }
    }

    /** The build created it with the Java that runs this test. */
    @Test
    void theArchiveOfLoadedClassesIsUsedWhereItWasMade() throws IOException {
        assertThat(classes(ProjectFiles.distribution(), Path.of(System.getProperty("java.home", ""))))
                .contains(FROM_THE_ARCHIVE);
    }

    /** Logback's layout has several suppliers of the same converter, and Java takes a class for each from the archive. */
    @Test
    void theArchiveHasEachLambdaAsOftenAsItIsUsed(@TempDir Path folder) throws IOException {
        Path config = Files.writeString(folder.resolve("adcache.conf"), "adcache { connections {} }");
        List<String> lambdas = Command.of(
                        ProjectFiles.distribution().resolve("bin/adcache").toString(),
                        "check-config",
                        "--config",
                        config.toString())
                .with("JAVA_HOME", System.getProperty("java.home", ""))
                .with("ADCACHE_JAVA_OPTS", "-Xlog:class+load")
                .outcome()
                .output()
                .lines()
                .filter(line -> line.contains("PatternLayout$$Lambda"))
                .toList();
        assertThat(lambdas).hasSizeGreaterThan(30).allMatch(line -> line.endsWith(" source: shared objects file"));
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void theArchiveIsMadeAnewAfterAMove(int release, @TempDir Path folder) throws IOException {
        Optional<Path> jdk = jdk(release);
        assumeThat(jdk).as("a JDK %d is installed", release).isPresent();
        Path copy = folder.resolve("copied");
        Command.of("cp", "-a", ProjectFiles.distribution().toString(), copy.toString())
                .run();
        assertThat(classes(copy, jdk.orElseThrow())).doesNotContain(FROM_THE_ARCHIVE);

        Command.of(copy.resolve("lib/make-archive").toString())
                .with("JAVA_HOME", jdk.orElseThrow().toString())
                .run();
        assertThat(classes(copy, jdk.orElseThrow())).contains(FROM_THE_ARCHIVE);
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void startsWithoutAWordWhereTheArchiveDoesNotFit(int release, @TempDir Path folder) throws IOException {
        Optional<Path> jdk = jdk(release);
        assumeThat(jdk).as("a JDK %d is installed", release).isPresent();
        Path copy = folder.resolve("copied");
        Command.of("cp", "-a", ProjectFiles.distribution().toString(), copy.toString())
                .run();
        Path lib = copy.resolve("lib");
        byte[] nonsense = "not an archive".getBytes(StandardCharsets.US_ASCII);
        Path java = jdk.orElseThrow().resolve("bin/java").toRealPath();
        String version = Command.of(
                        "sh",
                        "-c",
                        ". \"$1\" && echo $version",
                        "sh",
                        lib.resolve("find-java").toString())
                .with("JAVA_HOME", jdk.orElseThrow().toString())
                .run()
                .strip();
        for (String name : List.of("adcache.jsa", "adcache.aot")) {
            Files.write(lib.resolve(name), nonsense);
            Files.writeString(
                    lib.resolve(name + ".made"),
                    String.join(
                            " ",
                            "" + nonsense.length,
                            version,
                            "" + java,
                            "" + lib.toRealPath().resolve("adcache.jar")));
        }

        Command.Outcome outcome = Command.of(copy.resolve("bin/adcache").toString(), "version")
                .with("JAVA_HOME", jdk.orElseThrow().toString())
                .outcome();
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.errors()).isEmpty();
    }

    private static String classes(Path distribution, Path jdk) {
        return Command.of(distribution.resolve("bin/adcache").toString(), "version")
                .with("JAVA_HOME", jdk.toString())
                .with("ADCACHE_JAVA_OPTS", "-Xlog:class+load")
                .run();
    }

    /** Returns a JDK of this release: the one that runs the test, or one installed where Debian puts them. */
    private static Optional<Path> jdk(int release) throws IOException {
        if (Runtime.version().feature() == release) {
            return Optional.of(Path.of(System.getProperty("java.home", "")));
        }
        try (Stream<Path> candidates = Files.list(Path.of("/usr/lib/jvm"))) {
            return candidates
                    .filter(candidate -> isRelease(candidate, release))
                    .sorted()
                    .findFirst();
        }
    }

    private static boolean isRelease(Path candidate, int release) {
        Path file = candidate.resolve("release");
        try {
            return Files.exists(file)
                    && Files.readString(file).contains("JAVA_VERSION=\"" + release)
                    && Files.exists(candidate.resolve("bin/java"));
        } catch (IOException e) {
            return false;
        }
    }
}
