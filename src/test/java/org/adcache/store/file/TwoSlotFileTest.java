package org.adcache.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.adcache.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoSlotFileTest {
    @TempDir
    Path folder;

    private DiskSteps steps = DiskSteps.UNOBSERVED;

    private TwoSlotFile open() {
        return new TwoSlotFile(folder.resolve("state"), new Disk((step, path) -> steps.before(step, path)));
    }

    private Optional<TwoSlotFile.Content> read() throws StoreException {
        try (TwoSlotFile file = open()) {
            return file.read();
        }
    }

    private static TwoSlotFile.Content intact(String content) {
        return new TwoSlotFile.Content(Optional.of(content), true);
    }

    @Test
    void isEmptyUntilItIsWritten() throws Exception {
        assertThat(read()).isEmpty();
        try (TwoSlotFile file = open()) {
            file.write("{\"n\": 1}");
        }
        assertThat(read()).contains(intact("{\"n\": 1}"));
    }

    @Test
    void keepsItsSizeAndPlaceWhenItIsOverwritten() throws Exception {
        try (TwoSlotFile file = open()) {
            file.write("{}");
            Object before = Files.readAttributes(folder.resolve("state"), "unix:ino");
            for (int i = 0; i < 5; i++) {
                file.write("{\"n\": \"" + "é".repeat(i * 100) + "\"}");
            }
            assertThat(Files.readAttributes(folder.resolve("state"), "unix:ino"))
                    .isEqualTo(before);
        }
        assertThat(folder.resolve("state")).hasSize(8192);
        assertThat(read()).contains(intact("{\"n\": \"" + "é".repeat(400) + "\"}"));
        assertThat(Files.readAllLines(folder.resolve("state"))).hasSize(2);
    }

    @Test
    void noticesEachFlippedBit() throws Exception {
        try (TwoSlotFile file = open()) {
            file.write("{\"enabled\": true, \"epoch\": 1}");
        }
        Path path = folder.resolve("state");
        byte[] bytes = Files.readAllBytes(path);
        for (int bit = 0; bit < bytes.length * 8; bit += 7) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(path, flipped);
            assertThat(read().orElseThrow())
                    .as("bit " + bit)
                    .isEqualTo(new TwoSlotFile.Content(Optional.of("{\"enabled\": true, \"epoch\": 1}"), false));
        }
    }

    @Test
    void isReadableAfterACrashAtAnyStepOfAWrite() throws Exception {
        try (TwoSlotFile file = open()) {
            file.write("old");
            Path copy = folder.resolve("copy");
            Set<TwoSlotFile.Content> seen = new HashSet<>();
            steps = (step, path) -> {
                Files.write(copy, Files.readAllBytes(path));
                try (TwoSlotFile crashed = new TwoSlotFile(copy, new Disk(DiskSteps.UNOBSERVED))) {
                    seen.add(crashed.read().orElseThrow());
                } catch (StoreException e) {
                    throw new IOException(e);
                }
            };
            file.write("new");
            assertThat(seen).containsExactlyInAnyOrder(intact("old"), intact("new"));
        }
    }

    @Test
    void aSlotTornByACrashLeavesTheOther() throws Exception {
        try (TwoSlotFile file = open()) {
            file.write("old");
            byte[] before = Files.readAllBytes(folder.resolve("state"));
            file.write("new");
            byte[] torn = Files.readAllBytes(folder.resolve("state"));
            // The first slot to be written holds half of the new content; the other one was not reached.
            System.arraycopy(before, 0, torn, 0, Slot.BYTES);
            int half = 100;
            System.arraycopy(before, Slot.BYTES + half, torn, Slot.BYTES + half, Slot.BYTES - half);
            Files.write(folder.resolve("state"), torn);
        }
        assertThat(read()).contains(new TwoSlotFile.Content(Optional.of("old"), false));
        try (TwoSlotFile file = open()) {
            file.read();
            file.write("newer");
        }
        assertThat(read()).contains(intact("newer"));
    }

    @Test
    void writesToAFileThatWasMadeReadOnlyOrReplaced() throws Exception {
        Path path = folder.resolve("state");
        try (TwoSlotFile file = open()) {
            file.write("one");
        }
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r--------"));
        try (TwoSlotFile file = open()) {
            file.read();
            file.write("two");
            byte[] content = Files.readAllBytes(path);
            Files.delete(path);
            Files.write(path, content);
            file.write("three");
        }
        assertThat(read()).contains(intact("three"));
    }

    @Test
    void namesTheFileThatCantBeWrittenOrRead() throws Exception {
        Files.createDirectories(folder.resolve("state/full"));
        try (TwoSlotFile file = open()) {
            assertThat(file.read().orElseThrow().newest()).isEmpty();
            assertThatThrownBy(() -> file.write("{}"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(folder.resolve("state").toString());
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        try (TwoSlotFile file = open()) {
            assertThatThrownBy(() -> file.write("x".repeat(4000))).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
