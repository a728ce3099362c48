package org.adcache.store.file;

import static org.adcache.store.TestStore.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.adcache.account.ProblemType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataFormatTest {
    @TempDir
    private Path temp;

    private Path data;
    private Path format;

    @BeforeEach
    void nameFolder() {
        data = temp.resolve("data");
        format = data.resolve(DataFormat.FILE);
    }

    @Test
    void aNewFolderHasTheFormatOfThisVersion() throws Exception {
        DataFolder.open(data).close();
        assertThat(format).hasContent(DataFormat.line(DataFormat.CURRENT));
    }

    @Test
    void aFolderWithoutANumberIsOlderAndGetsOne() throws Exception {
        try (DataFolder folder = DataFolder.open(data)) {
            folder.write("integration.json", new byte[] {'{', '}'});
        }
        Files.delete(format);
        assertThat(DataFolder.locate(data)).isEqualTo(data.toRealPath());
        assertThat(format).doesNotExist();
        try (DataFolder folder = DataFolder.open(data)) {
            assertThat(folder.fresh()).isFalse();
            assertThat(format).hasContent(DataFormat.line(DataFormat.CURRENT));
        }
    }

    @Test
    void aFolderOfANewerVersionIsRefusedAndLeftAsItIs() throws Exception {
        try (DataFolder folder = DataFolder.open(data)) {
            folder.write("integration.json", new byte[] {'{', '}'});
        }
        Files.writeString(format, DataFormat.line(DataFormat.CURRENT + 1));
        Files.writeString(data.resolve("lock"), "");
        Files.writeString(data.resolve("manifest.json.0a1b2c3d.tmp"), "of a crash");
        Map<Path, List<Byte>> before = contents();

        assertProblem(ProblemType.DATA_DIR_NEWER, () -> DataFolder.open(data));
        assertProblem(ProblemType.DATA_DIR_NEWER, () -> DataFolder.locate(data));
        assertThatThrownBy(() -> DataFolder.open(data))
                .hasMessageContaining("of format " + (DataFormat.CURRENT + 1))
                .hasMessageContaining("up to " + DataFormat.CURRENT)
                .hasMessageContaining(data.toRealPath().toString());
        assertThat(contents()).isEqualTo(before);
    }

    private Map<Path, List<Byte>> contents() throws IOException {
        Map<Path, List<Byte>> contents = new TreeMap<>();
        for (Path file : Disk.list(data)) {
            List<Byte> bytes = new ArrayList<>();
            for (byte each : Files.readAllBytes(file)) {
                bytes.add(each);
            }
            contents.put(file, bytes);
        }
        return contents;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2\n",
                "3 d4735e3a265e16ee\n",
                "2 d4735e3a265e16ef\n",
                "2 d4735e3a265e16ee",
                "0 5feceb66ffc86f38\n",
                "9999999999 0000000000000000\n",
                "\0\0"
            })
    void aDamagedNumberIsReplacedAndForbidsNothing(String damaged) throws Exception {
        DataFolder.open(data).close();
        Files.writeString(format, damaged);
        DataFolder.locate(data);
        DataFolder.open(data).close();
        assertThat(format).hasContent(DataFormat.line(DataFormat.CURRENT));
    }

    @Test
    void aDiskWithoutSpaceKeepsTheNumberThatIsThere() throws Exception {
        DataFolder.open(data).close();
        Files.delete(format);
        try (DataFolder folder = DataFolder.open(data, (step, file) -> {
            if (file.getFileName().toString().startsWith(DataFormat.FILE)) {
                throw new IOException("No space left on device");
            }
        })) {
            assertThat(folder.path()).isEqualTo(data.toRealPath());
        }
        assertThat(format).doesNotExist();
    }
}
