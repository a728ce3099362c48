package org.adcache.cli.token;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.adcache.cli.terminal.CommandException;
import org.adcache.cli.terminal.Exit;

/** File that a new token is written to. Only its owner can read it, and it replaces an older one as a whole. */
final class TokenOutput implements AutoCloseable {
    private final Path file;
    private final Path temporary;

    private TokenOutput(Path file, Path temporary) {
        this.file = file;
        this.temporary = temporary;
    }

    /** Creates the file beside its place, before there is a token that would be lost. */
    static TokenOutput create(Path file) throws CommandException {
        String suffix = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        Path temporary = file.resolveSibling(file.getFileName() + "." + suffix + ".tmp");
        try {
            Files.createFile(
                    temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return new TokenOutput(file, temporary);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    void write(String secret) throws CommandException {
        try {
            Files.writeString(temporary, secret + "\n");
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static CommandException unwritable(Path file, IOException cause) {
        String why = cause instanceof AccessDeniedException
                ? "the user " + System.getProperty("user.name") + " may not write to its folder"
                : cause instanceof NoSuchFileException
                        ? "its folder doesn't exist"
                        : String.valueOf(cause.getMessage());
        return new CommandException(
                Exit.PERMISSION,
                "The file " + file + " can't be written: " + why + ".",
                "Name a file in another folder after --output, or leave it out: the token is printed then.",
                cause);
    }

    @Override
    public void close() throws CommandException {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }
}
