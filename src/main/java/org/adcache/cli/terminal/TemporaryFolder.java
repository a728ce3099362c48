package org.adcache.cli.terminal;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Temporary folder, private to this user, deleted with its contents when it is closed. */
public record TemporaryFolder(Path path) implements AutoCloseable {
    private static final int MOST_TRIES = 10;

    public static TemporaryFolder create(String purpose) throws IOException {
        return new TemporaryFolder(Files.createTempDirectory("adcache-" + purpose + "-"));
    }

    /** Deletes it. An abandoned thread may still write to it, so that it is tried more than once. */
    @Override
    public void close() throws IOException {
        for (int tries = 1; tries < MOST_TRIES; tries++) {
            try {
                delete();
                return;
            } catch (DirectoryNotEmptyException | NoSuchFileException e) {
                // Something was added or removed meanwhile.
            }
        }
        delete();
    }

    private void delete() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException error) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
