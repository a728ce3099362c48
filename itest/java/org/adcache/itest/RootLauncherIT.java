package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher at the root of the repository in a copy of it whose Maven only pretends to build. */
final class RootLauncherIT {
    @TempDir
    Path folder;

    private Path root;
    private Path path;

    private record Run(int exit, String out, String err) {}

    @BeforeEach
    void copyTheRepository() throws IOException {
        root = Files.createDirectories(folder.resolve("re po"));
        path = Files.createDirectories(folder.resolve("path"));
        Files.copy(Path.of("adcache"), root.resolve("adcache"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectories(root.resolve("src/main/java"));
        Files.createDirectories(root.resolve("config"));
        Files.createFile(root.resolve("src/main/java/Main.java"));
        Files.createFile(root.resolve("pom.xml"));
        Files.createFile(root.resolve("LICENSE"));
        script("javac", "exit 0");
        script("mvn", """
                echo "what Maven prints"
                dist=$(dirname "$PRETEND")/target/dist
                mkdir -p "$dist/bin" "$dist/lib"
                : > "$dist/lib/adcache.jar"
                printf '#!/bin/sh\\npwd -P\\nprintf "%%s\\\\n" "$@"\\n' > "$dist/bin/adcache"
                """);
    }

    @Test
    void buildsWhatIsMissingAndRunsItWhereTheCallerIs() throws Exception {
        Run run = launch("lookup", "a b");

        assertThat(run.exit()).isZero();
        assertThat(run.out().lines()).containsExactly(folder.toRealPath().toString(), "lookup", "a b");
        assertThat(run.err()).contains("adcache: building", "what Maven prints");
    }

    @Test
    void buildsAgainOnlyWhenSomethingIsNewer() throws Exception {
        launch("version");

        assertThat(launch("version").err()).isEmpty();

        Files.setLastModifiedTime(
                root.resolve("src/main/java/Main.java"),
                FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(launch("version").err()).contains("adcache: building");
    }

    @Test
    void aProgramThatRunsKeepsItsFile() throws Exception {
        launch("version");
        Path jar = root.resolve("target/dist/lib/adcache.jar");
        try (InputStream running = Files.newInputStream(jar)) {
            Files.writeString(jar, "old");
            Files.setLastModifiedTime(
                    root.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));

            assertThat(launch("version").err()).contains("adcache: building");

            assertThat(running.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("old");
            assertThat(jar).isEmptyFile();
        }
    }

    @Test
    void aBuildThatWasKilledStopsNobody() throws Exception {
        Path lock = Files.createDirectories(root.resolve("target/building"));
        Process gone = new ProcessBuilder("true").start();
        assertThat(gone.waitFor()).isZero();
        Files.writeString(lock.resolve("pid"), gone.pid() + "\n");

        assertThat(launch("version").exit()).isZero();

        assertThat(lock).doesNotExist();
    }

    @Test
    void aBuildThatFailsIsTriedAgain() throws Exception {
        script("mvn", "echo broken; exit 1");

        Run run = launch("version");

        assertThat(run.exit()).isEqualTo(69);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("broken", "adcache: the build failed");
        assertThat(launch("version").err()).contains("adcache: the build failed");
    }

    @Test
    void saysWhatToInstall() throws Exception {
        Files.delete(path.resolve("javac"));
        assertThat(launch("version").err()).contains("there is no JDK on the PATH");

        Files.delete(path.resolve("mvn"));
        assertThat(launch("version").err()).contains("there is no mvn on the PATH");
    }

    private Run launch(String... arguments) throws Exception {
        for (String tool : new String[] {
            "dirname", "readlink", "find", "head", "mkdir", "touch", "rm", "cat", "sleep", "chmod", "mv"
        }) {
            script(tool, "PATH=/usr/bin:/bin exec " + tool + " \"$@\"");
        }
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of(root.resolve("adcache").toString()), Stream.of(arguments))
                                .toList())
                .directory(folder.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", path.toString());
        builder.environment().put("PRETEND", root.resolve("pom.xml").toString());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out, Files.readString(err));
    }

    private void script(String name, String body) throws IOException {
        Path script = Files.writeString(path.resolve(name), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
