package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.adcache.itest.PretendedCheckout.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher at the root of the repository, in a copy of it with a fake Maven. */
final class RootLauncherIT {
    @TempDir
    Path folder;

    private PretendedCheckout checkout;

    @BeforeEach
    void copyTheRepository() throws IOException {
        checkout = PretendedCheckout.in(folder);
    }

    @Test
    void buildsWhatIsMissingAndRunsItWhereTheCallerIs() throws Exception {
        Run run = checkout.launch("", "lookup", "a b");

        assertThat(run.exit()).isZero();
        assertThat(run.out().lines()).containsExactly(folder.toRealPath().toString(), "lookup", "a b");
        assertThat(run.err()).contains("adcache: building", "what Maven prints");
    }

    @Test
    void theBuildLeavesTheInputToTheProgram() throws Exception {
        checkout.maven("cat >/dev/null");

        assertThat(checkout.launch("typed", "token").out()).endsWith("token\ntyped");
    }

    @Test
    void saysWhatTheBuildIsDoingInPlainLines() throws Exception {
        checkout.maven("""
                printf '\\033[0m[\\033[1;34mINFO\\033[m] --- compiler:3.15.0:compile (default-compile) @ adcache ---\\n'
                echo '[WARNING] of no interest'
                echo '[INFO] --- maven-jar-plugin:3.5.1:jar (default-jar) @ adcache ---'
                echo '[INFO] --- exec-maven-plugin:3.6.4:exec (distribution-archive) @ adcache ---'
                printf '\\033[0m\\033[0m'
                """);

        assertThat(checkout.launch("", "version").err().lines())
                .containsExactly(
                        "adcache: building (the first time Maven downloads the libraries, which takes some minutes)",
                        "adcache: compiling",
                        "adcache: packaging",
                        "adcache: making the archive of classes, with which it starts faster");
    }

    @Test
    void buildsNothingAgainWhenNothingHasChanged() throws Exception {
        Path source = checkout.write("src/main/java/Main.java", "class Main {}");
        checkout.launch("", "version");

        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        checkout.write("src/main/java/.Main.java.swp", "of an editor");
        checkout.write("src/test/java/MainTest.java", "class MainTest {}");
        checkout.write("docs/sync.md", "# Sync");

        assertThat(checkout.launch("", "version").err()).isEmpty();
    }

    @Test
    void buildsAgainWhenASourceHasChangedOrIsGone() throws Exception {
        Path other = checkout.write("src/main/java/Other.java", "class Other {}");
        checkout.launch("", "version");

        FileTime before = Files.getLastModifiedTime(checkout.file("pom.xml"));
        Files.setLastModifiedTime(checkout.write("pom.xml", "<project/>"), before);
        assertThat(checkout.launch("", "version").err()).contains("adcache: building");

        Files.delete(other);
        assertThat(checkout.launch("", "version").err()).contains("adcache: building");
        assertThat(checkout.launch("", "version").err()).isEmpty();
    }

    @Test
    void whatChangesDuringABuildIsBuiltNext() throws Exception {
        checkout.maven("echo '// saved meanwhile' >>src/main/java/Main.java");
        checkout.launch("", "version");
        checkout.maven("");

        assertThat(checkout.launch("", "version").err()).contains("adcache: building");
        assertThat(checkout.launch("", "version").err()).isEmpty();
    }

    @Test
    void aBuildByMavenItselfIsABuild() throws Exception {
        checkout.program("mvn-package", ". '%s'".formatted(folder.resolve("path/mvn")));
        Process maven = new ProcessBuilder(folder.resolve("path/mvn-package").toString()).start();
        assertThat(maven.waitFor()).isZero();
        assertThat(checkout.file("target/dist/bin/adcache").toFile().setExecutable(true))
                .isTrue();

        assertThat(checkout.launch("", "version").err()).isEmpty();
    }

    @Test
    void aProgramThatRunsKeepsItsFile() throws Exception {
        checkout.launch("", "version");
        Path jar = checkout.file("target/dist/lib/adcache.jar");
        try (InputStream running = Files.newInputStream(jar)) {
            Files.writeString(jar, "old");
            checkout.write("pom.xml", "<project/>");

            assertThat(checkout.launch("", "version").err()).contains("adcache: building");

            assertThat(running.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("old");
            assertThat(jar).isEmptyFile();
        }
    }

    @Test
    void aBuildThatFailsIsTriedAgain() throws Exception {
        checkout.launch("", "version");
        checkout.write("pom.xml", "<project/>");
        checkout.maven("echo '[ERROR] broken'; exit 1");

        Run run = checkout.launch("", "version");

        assertThat(run.exit()).isEqualTo(69);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("[ERROR] broken", "adcache: the build failed");
        checkout.write("pom.xml", "");
        assertThat(checkout.launch("", "version").err()).contains("adcache: the build failed");
    }

    @Test
    void saysWhatToInstall() throws Exception {
        checkout.remove("javac");
        assertThat(checkout.launch("", "version").err()).contains("there is no JDK on the PATH");

        checkout.remove("mvn");
        assertThat(checkout.launch("", "version").err()).contains("there is no mvn on the PATH");
    }
}
