package org.adcache.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.adcache.encoding.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FileDigestsTest {
    @TempDir
    private Path folder;

    private final FileDigests digests = new FileDigests();

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static String digest(String content) {
        return Sha256.hex(content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aDigestComputedAheadServesOnce() throws IOException {
        Path file = file("segment", "first");
        digests.computeAhead(List.of(file));
        assertThat(digests.of(file)).isEqualTo(digest("first"));
        file("segment", "second");
        assertThat(digests.of(file)).isEqualTo(digest("second"));
    }

    @Test
    void aForgottenDigestIsComputedOfWhatTheFileHoldsNow() throws IOException {
        Path file = file("segment", "first");
        Path other = file("other", "something");
        digests.computeAhead(List.of(other, file));
        assertThat(digests.of(other)).isEqualTo(digest("something"));
        digests.forget();
        file("segment", "second");
        assertThat(digests.of(file)).isEqualTo(digest("second"));
    }

    @Test
    void aFileThatCouldNotBeReadAheadIsReadAgain() throws IOException {
        Path file = folder.resolve("late");
        digests.computeAhead(List.of(file));
        assertThatThrownBy(() -> digests.of(file)).isInstanceOf(NoSuchFileException.class);
        file("late", "there now");
        assertThat(digests.of(file)).isEqualTo(digest("there now"));
    }

    @Test
    @Timeout(20)
    void aNamedPipeDoesNotDelayTheNextFile() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Path file = file("segment", "content");
        digests.computeAhead(List.of(pipe, file));
        assertThat(digests.of(file)).isEqualTo(digest("content"));
    }
}
