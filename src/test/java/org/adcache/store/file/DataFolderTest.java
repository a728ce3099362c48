package org.adcache.store.file;

import static org.adcache.store.TestStore.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.adcache.account.ProblemType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path temp;

    private Path data;

    @BeforeEach
    void nameFolder() {
        data = temp.resolve("above").resolve("data");
    }

    @Test
    void folderAndFilesAreTheOwnersAlone() throws Exception {
        try (DataFolder folder = DataFolder.open(data)) {
            folder.write("integration.json", CONTENT);
            assertThat(folder.read("integration.json")).hasValue(CONTENT);
            assertThat(folder.read("other.json")).isEmpty();
        }
        assertThat(mode(data)).isEqualTo("rwx------");
        assertThat(names()).containsExactly("format", "integration.json", "lock");
        assertThat(Disk.list(data)).allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"));
    }

    private List<String> names() throws IOException {
        return Disk.list(data).stream()
                .map(file -> file.getFileName().toString())
                .sorted()
                .toList();
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void aSecondHolderIsToldWhoHoldsIt() throws Exception {
        try (DataFolder held = DataFolder.open(data)) {
            assertProblem(ProblemType.DATA_DIR_LOCKED, () -> DataFolder.open(data));
            assertThatThrownBy(() -> DataFolder.open(data))
                    .hasMessageContaining(held.path().toString())
                    .hasMessageContaining("number " + ProcessHandle.current().pid());
        }
        DataFolder.open(data).close();
    }

    @Test
    void aFileInItsPlaceIsReported() throws Exception {
        Files.createDirectories(data.getParent());
        Files.write(data, CONTENT);
        assertProblem(ProblemType.DATA_DIR_UNUSABLE, () -> DataFolder.open(data));
    }

    @Test
    void tokensMadeBeforeTheFirstStartLeaveItFresh() throws Exception {
        try (DataFolder folder = DataFolder.open(data)) {
            assertThat(folder.fresh()).isTrue();
            DurableFile.write(data.resolve("tokens.json"), CONTENT);
        }
        try (DataFolder folder = DataFolder.open(data)) {
            assertThat(folder.fresh()).isTrue();
            folder.write("integration.json", CONTENT);
        }
        try (DataFolder folder = DataFolder.open(data)) {
            assertThat(folder.fresh()).isFalse();
        }
    }

    @Test
    void oneFileIsReplacedWhileAnotherHoldsTheFolder() throws Exception {
        try (DataFolder folder = DataFolder.open(data)) {
            Path tokens = data.resolve("tokens.json");
            assertThat(DurableFile.read(tokens)).isEmpty();
            DurableFile.write(tokens, new byte[0]);
            DurableFile.write(tokens, CONTENT);
            assertThat(folder.read("tokens.json")).hasValue(CONTENT);
            assertThat(mode(tokens)).isEqualTo("rw-------");
        }
        assertThat(names()).containsExactly("format", "lock", "tokens.json");
    }

    @Test
    void whatACrashLeftHalfWrittenIsDeleted() throws Exception {
        DataFolder.open(data).close();
        Files.write(data.resolve("integration.json.0a0b0c0d.tmp"), CONTENT);
        DataFolder.open(data).close();
        assertThat(names()).containsExactly("format", "lock");
    }
}
