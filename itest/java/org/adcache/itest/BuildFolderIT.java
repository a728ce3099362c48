package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.adcache.itest.PretendedCheckout.Run;
import org.adcache.itest.PretendedCheckout.Running;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher at the root of the repository where it can't build, must not build, or competes with another build. */
final class BuildFolderIT {
    @TempDir
    Path folder;

    private PretendedCheckout checkout;

    @BeforeEach
    void copyTheRepository() throws IOException {
        checkout = PretendedCheckout.in(folder);
    }

    @Test
    void saysAtOnceThatItCanNotWrite() throws Exception {
        Path target = Files.createSymbolicLink(checkout.file("target"), Path.of("/proc"));

        Run run = checkout.launch("", "version");
        Files.delete(target);

        assertThat(run.exit()).isEqualTo(69);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("adcache: adcache has to be built, and " + target + " can't be written (")
                .contains("Run it as the user whose folder that is, or copy ");
    }

    @Test
    void saysWhichFolderBelongsToAnother() throws Exception {
        Path dist = Files.createDirectories(checkout.file("target/dist"));
        Files.setPosixFilePermissions(checkout.file("target"), PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(dist, PosixFilePermissions.fromString("r-xr-xr-x"));

        Run run = checkout.launchAsAnOrdinaryUser();

        assertThat(run.exit()).isEqualTo(69);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .contains(dist + " can't be written (Permission denied)");
    }

    @Test
    void saysThatTheFolderIsAFile() throws Exception {
        checkout.write("target", "");

        Run run = checkout.launch("", "version");

        assertThat(run.exit()).isEqualTo(69);
        assertThat(run.err().lines()).singleElement().asString().contains("is no folder. Move it away.");
    }

    @Test
    void whatIsBuiltRunsWhereNothingCanBeWritten() throws Exception {
        checkout.launch("", "version");
        Files.delete(checkout.file("target/build.lock"));
        for (String closed : List.of("target", "target/dist", "target/dist/lib")) {
            Files.setPosixFilePermissions(checkout.file(closed), PosixFilePermissions.fromString("r-xr-xr-x"));
        }

        Run run = checkout.launchAsAnOrdinaryUser();

        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(checkout.file("target/build.lock")).doesNotExist();
    }

    @Test
    void waitsForAnotherBuildAndSaysForWhom() throws Exception {
        checkout.maven("echo build >>'%s/builds'; until [ -e '%s/go' ]; do sleep 0.1; done".formatted(folder, folder));
        Running first = checkout.start();
        await("the first builds", first, () -> Files.exists(folder.resolve("builds")));

        Running second = checkout.start();
        String waiting = "waiting for the build of process " + first.process().pid();
        await("the second says that it waits", second, () -> second.printed().contains(waiting));
        Files.createFile(folder.resolve("go"));

        assertThat(checkout.end(first).exit()).isZero();
        assertThat(checkout.end(second).exit()).isZero();
        assertThat(second.printed().lines()).hasSize(1);
        assertThat(folder.resolve("builds")).hasContent("build");
    }

    @Test
    void saysWhenTheOtherBuildIsStopped() throws Exception {
        checkout.maven("until [ -e '%s/go' ]; do sleep 0.1; done".formatted(folder));
        Running first = checkout.start();
        await("it builds", first, () -> Files.exists(checkout.file("target/built.new")));
        String pid = Long.toString(first.process().pid());
        signal("STOP", pid);
        try {
            Running second = checkout.start();
            String remedy = "is stopped. Let it go on: kill -CONT " + pid;
            await(
                    "the second says what stops it",
                    second,
                    () -> second.printed().contains(remedy));
            Files.createFile(folder.resolve("go"));
            signal("CONT", pid);
            assertThat(checkout.end(second).exit()).isZero();
        } finally {
            signal("CONT", pid);
        }
    }

    @Test
    void aBuildThatWasKilledStopsNobody() throws Exception {
        for (String left : List.of("", ProcessHandle.current().pid() + "\n")) {
            checkout.write("target/build.lock", left);
            checkout.write("pom.xml", "<!-- " + left + " -->");

            Run run = checkout.launch("", "version");

            assertThat(run.exit()).isZero();
            assertThat(run.err()).doesNotContain("waiting");
        }
    }

    private static void await(String what, Running running, BooleanSupplier condition) {
        Deadline.await(what, Duration.ofMinutes(1), running::printed, condition);
    }

    private static void signal(String name, String pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, pid).start().waitFor();
    }
}
