package org.adcache.store.file;

import static org.adcache.store.TestStore.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.adcache.account.ProblemType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FolderCheckTest {
    @TempDir
    private Path temp;

    private Path data;
    private Path target;

    @BeforeEach
    void openOnce() throws Exception {
        data = temp.resolve("data");
        target = Files.writeString(temp.resolve("target"), "not ours");
        DataFolder.open(data).close();
        Files.createDirectory(data.resolve("keys"));
    }

    @Test
    void reportsAFolderOfANewerVersion() throws Exception {
        Files.writeString(data.resolve("format"), DataFormat.line(99));

        assertThat(FolderCheck.report(data).refusals())
                .singleElement()
                .satisfies(problem -> assertThat(problem.detail()).contains("is of format 99"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lock",
                "format",
                "tokens.json",
                "tokens.lock",
                "audit.log",
                "integration.json",
                "manifest.json",
                "manifest.previous.json",
                "krb5.conf",
                "keys/corp-1.key",
                "cache-corp-1-1.dbm",
                "index-1-1.img"
            })
    void refusesAFileThatIsNoFileOfItsOwn(String name) throws Exception {
        Path file = data.resolve(name);

        put(file, () -> Files.createSymbolicLink(file, target));
        assertRefused("is a symbolic link", file);
        put(file, () -> Files.createSymbolicLink(file, temp.resolve("nothing")));
        assertRefused("is a symbolic link", file);
        put(file, () -> Files.createLink(file, target));
        assertRefused("has 2 names (hard links)", file);
        put(file, () -> pipe(file));
        assertRefused("is a named pipe", file);
        put(file, () -> Files.createDirectory(file));
        if (name.startsWith("keys/")) {
            DataFolder.open(data).close();
        } else {
            assertRefused("is a folder", file);
        }
        assertThat(target).hasContent("not ours");
        assertThat(temp.resolve("nothing")).doesNotExist();
    }

    private void assertRefused(String fault, Path file) {
        assertProblem(ProblemType.DATA_DIR_UNSAFE, () -> DataFolder.open(data));
        assertThatThrownBy(() -> DataFolder.open(data)).hasMessageContaining(file + " " + fault);
        assertThat(FolderCheck.report(data).refusals())
                .anySatisfy(problem -> assertThat(problem.detail()).contains(file + " " + fault));
    }

    @Test
    void opensNoFileThatIsALinkOrAPipe() throws Exception {
        Path file = data.resolve("tokens.json");

        put(file, () -> Files.createSymbolicLink(file, target));
        assertProblem(ProblemType.DATA_DIR_UNSAFE, () -> DurableFile.read(file));
        put(file, () -> Files.createLink(file, target));
        assertProblem(ProblemType.DATA_DIR_UNSAFE, () -> DurableFile.read(file));
        put(file, () -> pipe(file));
        assertProblem(ProblemType.DATA_DIR_UNSAFE, () -> DurableFile.read(file));
    }

    @Test
    void aWipeOverwritesAKeyUnderAllItsNamesAndFollowsNoLink() throws Exception {
        Path key = Files.writeString(data.resolve("keys/corp-1.key"), "secret");
        Path copy = Files.createLink(temp.resolve("copy"), key);
        new Disk(DiskSteps.UNOBSERVED).overwrite(key, 0, new byte[6]);
        assertThat(copy).hasBinaryContent(new byte[6]);

        put(key, () -> Files.createSymbolicLink(key, target));
        assertThatThrownBy(() -> new Disk(DiskSteps.UNOBSERVED).overwrite(key, 0, new byte[6]))
                .isInstanceOf(UnsafeFileException.class);
        assertThat(target).hasContent("not ours");
    }

    @Test
    void writingReplacesALinkAndNotItsTarget() throws Exception {
        Path file = data.resolve("integration.json");
        Files.createSymbolicLink(file, target);

        DurableFile.write(file, new byte[] {'x'});

        assertThat(target).hasContent("not ours");
        assertThat(Files.isSymbolicLink(file)).isFalse();
        assertThat(file).hasContent("x");
    }

    @Test
    void anUnfinishedFileThatIsALinkIsDeletedAndNotItsTarget() throws Exception {
        Path file = Files.createSymbolicLink(data.resolve("integration.json.0a0b0c0d.tmp"), target);

        DataFolder.open(data).close();

        assertThat(Files.exists(file, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(target).hasContent("not ours");
    }

    @Test
    void neitherKeysNorTheFolderItselfMayBeALinkThatLeadsAstray() throws Exception {
        Files.delete(data.resolve("keys"));
        Files.createSymbolicLink(data.resolve("keys"), temp);
        assertProblem(ProblemType.DATA_DIR_UNSAFE, () -> DataFolder.open(data));

        Path dangling = Files.createSymbolicLink(temp.resolve("dangling"), temp.resolve("nothing"));
        assertProblem(ProblemType.DATA_DIR_UNUSABLE, () -> DataFolder.open(dangling));
        assertThat(temp.resolve("nothing")).doesNotExist();
    }

    @Test
    void closesToOthersWhatIsOpenToThem() throws Exception {
        Path tokens = Files.writeString(data.resolve("tokens.json"), "{}");
        Path foreign = Files.writeString(data.resolve(".bashrc"), "");
        mode("rw-rw-rw-", tokens);
        mode("rw-r--r--", foreign);
        mode("rwxrwxrwx", data);
        assertThat(FolderCheck.report(data).warnings())
                .extracting(problem -> problem.detail())
                .containsExactlyInAnyOrder(
                        data.toRealPath() + " has mode 0777, so other users have access.",
                        data.toRealPath().resolve("tokens.json") + " has mode 0666, so other users have access.",
                        data.toRealPath().resolve("keys") + " has mode "
                                + FileStatus.of(data.resolve("keys")).permissions()
                                + ", so other users have access.");

        DataFolder.open(data).close();

        assertThat(Files.getPosixFilePermissions(data)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.getPosixFilePermissions(tokens)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(foreign)).isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(FolderCheck.report(data)).isEqualTo(new FolderCheck.Report(List.of(), List.of()));
    }

    private static void mode(String permissions, Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private interface Creation {
        Object create() throws Exception;
    }

    private static void put(Path file, Creation creation) throws Exception {
        Files.deleteIfExists(file);
        creation.create();
    }

    private static Path pipe(Path file) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("mkfifo", file.toString())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
        return file;
    }
}
