package org.adcache.store.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * File operations on the data folder, each with the steps that make it durable: a file is created with access for its
 * owner only, written, fsynced and renamed, then its folder is fsynced. Nothing is opened but files of this user with
 * one name: no symbolic link, no hard link, and no pipe, which would block.
 */
public final class Disk {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final DiskSteps steps;

    public Disk(DiskSteps steps) {
        this.steps = steps;
    }

    public void step(String step, Path path) throws IOException {
        steps.before(step, path);
    }

    /** Creates a folder and its parents, unless it exists. */
    public void createFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        step("create", folder);
        try {
            Files.createDirectory(folder, OWNER_FOLDER);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
        }
    }

    /**
     * Whether there is something of this name, links themselves included.
     *
     * @throws IOException if that can't be known, which is no absence
     */
    public static boolean exists(Path file) throws IOException {
        return FileStatus.find(file).isPresent();
    }

    /** Creates an empty file, replacing an existing one. */
    public void create(Path file) throws IOException {
        step("create", file);
        Files.deleteIfExists(file);
        Files.createFile(file, OWNER_FILE);
    }

    /** Replaces a file so that after a crash it is the old one or the new one. */
    public void write(Path file, Path temporary, byte[] content) throws IOException {
        try {
            create(temporary);
            step("write", temporary);
            try (FileChannel channel = open(temporary, StandardOpenOption.WRITE)) {
                writeFully(channel, content);
                step("sync", temporary);
                channel.force(true);
            }
            rename(temporary, file);
            syncFolderOf(file);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    /** Renames a file, replacing the target; durable once the folder is synced. */
    public void rename(Path from, Path to) throws IOException {
        step("rename", to);
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Makes creations, renames and deletions in this file's folder durable. */
    public void syncFolderOf(Path file) throws IOException {
        syncFolder(folderOf(file));
    }

    public void syncFolder(Path folder) throws IOException {
        step("sync-folder", folder);
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Overwrites a part of an existing file in place, durably. */
    public void overwrite(Path file, long from, byte[] content) throws IOException {
        try (FileChannel channel = openForOverwriting(file)) {
            overwrite(file, channel, from, content);
        }
    }

    /** Overwrites a part of an open file in place, durably. */
    void overwrite(Path file, FileChannel open, long position, byte[] content) throws IOException {
        step("overwrite", file);
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
            open.write(buffer, position + buffer.position());
        }
        step("sync", file);
        open.force(false);
    }

    /**
     * Opens an existing file for overwriting, under all of its names; one that was made read-only is made writable for
     * its owner.
     */
    static FileChannel openForOverwriting(Path file) throws IOException {
        verifyOwn(FileStatus.of(file), FileStatus.Type.FILE);
        Set<OpenOption> options = Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try {
            return FileChannel.open(file, options);
        } catch (AccessDeniedException e) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            return FileChannel.open(file, options);
        }
    }

    /** Deletes a file if it exists, and returns whether it did. */
    public boolean delete(Path file) throws IOException {
        step("delete", file);
        return Files.deleteIfExists(file);
    }

    /**
     * Opens a file; one that it creates is its owner's alone.
     *
     * @throws UnsafeFileException if it is no file of this user, or has several names
     */
    public static FileChannel open(Path file, OpenOption... options) throws IOException {
        if (exists(file)) {
            verify(file);
        }
        Set<OpenOption> all = new HashSet<>(Arrays.asList(options));
        all.add(LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(file, all, OWNER_FILE);
    }

    /** The content of a file, opened as {@link #open} does. */
    public static byte[] read(Path file) throws IOException {
        try (FileChannel channel = open(file, StandardOpenOption.READ)) {
            return Channels.newInputStream(channel).readAllBytes();
        }
    }

    /**
     * Checks a file that somebody else is going to open.
     *
     * @throws UnsafeFileException if it is no file of this user, or has several names
     */
    public static void verify(Path file) throws IOException {
        verify(FileStatus.of(file), FileStatus.Type.FILE);
    }

    static void verify(FileStatus status, FileStatus.Type wanted) throws UnsafeFileException {
        verifyOwn(status, wanted);
        if (wanted == FileStatus.Type.FILE && status.links() > 1) {
            throw UnsafeFileException.hardLink(status);
        }
    }

    private static void verifyOwn(FileStatus status, FileStatus.Type wanted) throws UnsafeFileException {
        if (status.type() != wanted) {
            throw UnsafeFileException.type(status, wanted);
        }
        if (status.uid() != FileStatus.ownUid()) {
            throw UnsafeFileException.owner(status);
        }
    }

    /** The files directly in a folder; none if the folder doesn't exist. */
    public static List<Path> list(Path folder) throws IOException {
        if (Files.isSymbolicLink(folder)) {
            throw UnsafeFileException.type(FileStatus.of(folder), FileStatus.Type.FOLDER);
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().collect(Collectors.toList());
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file : folder;
    }

    private static void writeFully(FileChannel channel, byte[] content) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
