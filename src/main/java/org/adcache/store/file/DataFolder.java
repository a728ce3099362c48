package org.adcache.store.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.adcache.account.Epoch;
import org.adcache.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Data folder: holds everything that adcache writes, locked by one process at a time. If it can't be locked for
 * writing, as on a read-only file system, it is locked against a process that writes, and this one only reads: every
 * step that would change it fails and says why.
 */
public final class DataFolder implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DataFolder.class);
    private static final String LOCK = "lock";
    private static final Pattern PROCESS = Pattern.compile("\\d{1,10}\n");
    // Without tokens.json and audit.log: an administrator may create a token before the first start.
    private static final Pattern TRACES = Pattern.compile(
            "integration\\.(off\\.)?json|manifest\\.json|manifest\\.previous\\.json|keys|cache-.*|index-.*");

    private final Path path;
    private final Disk disk;
    private final FileChannel lock;
    private final boolean fresh;
    private final FileDigests digests = new FileDigests();

    private DataFolder(Path path, Disk disk, FileChannel lock, boolean fresh) {
        this.path = path;
        this.disk = disk;
        this.lock = lock;
        this.fresh = fresh;
    }

    /**
     * Creates the folder if it doesn't exist (mode 0700), checks it, closes it to other users and locks it.
     *
     * @throws StoreException if it can't be used or isn't safe, a newer version wrote it, or another process holds it
     */
    public static DataFolder open(Path path) throws StoreException {
        return open(path, DiskSteps.UNOBSERVED);
    }

    public static DataFolder open(Path path, DiskSteps steps) throws StoreException {
        Disk disk = new Disk(steps);
        try {
            create(path, disk);
            Path real = FolderCheck.verify(path);
            DataFormat.check(real);
            FolderCheck.repair(real);
            try {
                return upgraded(opened(real, disk, lock(real, disk)));
            } catch (AccessDeniedException | UnsafeFileException e) {
                throw e;
            } catch (IOException e) {
                log.error("{} can't be locked for writing, so it is only read: {}", path, StoreProblems.reason(e));
                return opened(real, readOnly(e), lockAgainstWriters(real));
            }
        } catch (IOException e) {
            throw StoreProblems.folderUnusable(path, e);
        }
    }

    private static DataFolder opened(Path path, Disk disk, FileChannel lock) throws IOException {
        try {
            return new DataFolder(path, disk, lock, fresh(path, disk));
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    private static DataFolder upgraded(DataFolder folder) throws StoreException {
        try {
            DataFormat.upgrade(folder.path, folder.disk, folder.fresh);
            return folder;
        } catch (StoreException e) {
            folder.close();
            throw e;
        }
    }

    /** Operations that fail for the reason why the folder can't be locked. */
    private static Disk readOnly(IOException cause) {
        String reason = StoreProblems.reason(cause) + " when adcache started; it only reads until its next start";
        return new Disk((step, path) -> {
            throw new IOException(reason, cause);
        });
    }

    /** A shared lock on the lock file, or on the folder if there is none; neither needs to be written to. */
    private static FileChannel lockAgainstWriters(Path path) throws IOException, StoreException {
        Path file = path.resolve(LOCK);
        FileChannel channel = Disk.exists(file)
                ? Disk.open(file, StandardOpenOption.READ)
                : FileChannel.open(path, StandardOpenOption.READ);
        if (tryLock(channel, true) == null) {
            channel.close();
            throw StoreProblems.folderLocked(path, "");
        }
        return channel;
    }

    /**
     * The real path of a folder that another process may hold; the given one if it doesn't exist.
     *
     * @throws StoreException if it isn't safe, or a newer version wrote it
     */
    public static Path locate(Path path) throws StoreException {
        try {
            if (!Disk.exists(path)) {
                return path;
            }
            Path real = FolderCheck.verify(path);
            DataFormat.check(real);
            return real;
        } catch (IOException e) {
            throw StoreProblems.folderUnusable(path, e);
        }
    }

    private static void create(Path path, Disk disk) throws IOException {
        // A link to a folder is one too: the check decides whether it may be followed.
        if (!Files.isDirectory(path)) {
            disk.createFolder(path);
        }
    }

    private static FileChannel lock(Path path, Disk disk) throws IOException, StoreException {
        Path file = path.resolve(LOCK);
        disk.step("lock", file);
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            disk.create(file);
        }
        FileChannel channel = Disk.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (tryLock(channel, false) == null) {
                throw StoreProblems.folderLocked(path, holder(file));
            }
        } catch (IOException | StoreException e) {
            channel.close();
            throw e;
        }
        writeHolder(channel);
        return channel;
    }

    /** Names this process, for the message of another; on a full disk it is not named. */
    private static void writeHolder(FileChannel channel) {
        try {
            channel.truncate(0);
            String process = ProcessHandle.current().pid() + "\n";
            channel.write(ByteBuffer.wrap(process.getBytes(StandardCharsets.US_ASCII)), 0);
        } catch (IOException e) {
            log.warn("The lock file can't name this process: {}", StoreProblems.reason(e));
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel, boolean shared) throws IOException {
        try {
            return channel.tryLock(0, Long.MAX_VALUE, shared);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String holder(Path file) throws IOException {
        String text = new String(Disk.read(file), StandardCharsets.ISO_8859_1);
        return PROCESS.matcher(text).matches() ? ", number " + text.strip() : "";
    }

    /** Deletes unfinished files of a crash, and checks for traces of an earlier run. */
    private static boolean fresh(Path path, Disk disk) throws IOException {
        boolean fresh = true;
        for (Path file : Disk.list(path)) {
            String name = file.getFileName().toString();
            if (name.endsWith(".tmp") && !name.startsWith("tokens.json") && !isFolder(file)) {
                deleteUnfinished(file, disk);
            }
            fresh &= !TRACES.matcher(name).matches();
        }
        return fresh;
    }

    private static void deleteUnfinished(Path file, Disk disk) {
        try {
            disk.delete(file);
        } catch (IOException e) {
            log.warn("{} can't be deleted: {}; tried again at the next start", file, StoreProblems.reason(e));
        }
    }

    private static boolean isFolder(Path file) {
        return Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
    }

    public Path path() {
        return path;
    }

    public Disk disk() {
        return disk;
    }

    public FileDigests digests() {
        return digests;
    }

    /** Reads the segments on another processor, to have their digests once they are verified. */
    public void readAhead() throws StoreException {
        try {
            digests.computeAhead(Disk.list(path).stream()
                    .filter(file -> StoreFile.parse(file)
                            .filter(parsed -> parsed.kind() == StoreFile.Kind.SEGMENT)
                            .isPresent())
                    .toList());
        } catch (IOException e) {
            throw StoreProblems.folderUnusable(path, e);
        }
    }

    /**
     * Whether the folder held no data of adcache when it was opened. API tokens don't count: they may be created
     * before the first start.
     */
    public boolean fresh() {
        return fresh;
    }

    /**
     * The highest epoch of a key, segment or index image in this folder.
     *
     * @throws StoreException if the folder can't be read
     */
    public Optional<Epoch> newestEpoch() throws StoreException {
        try {
            return Stream.concat(Disk.list(path).stream(), Disk.list(path.resolve(StoreFile.KEYS)).stream())
                    .flatMap(file -> StoreFile.parse(file).stream())
                    .map(StoreFile::epoch)
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            throw StoreProblems.readFailed(path, e);
        }
    }

    /**
     * The content of a file in this folder; empty if it doesn't exist.
     *
     * @throws StoreException if it can't be read
     */
    public Optional<byte[]> read(String name) throws StoreException {
        return DurableFile.read(path.resolve(name));
    }

    /**
     * Replaces a file atomically and durably: write, fsync, rename, fsync of the folder.
     *
     * @throws StoreException if it can't be written
     */
    public void write(String name, byte[] content) throws StoreException {
        DurableFile.write(disk, path.resolve(name), content);
    }

    /**
     * Creates a folder within this one, for its owner alone, unless it exists.
     *
     * @throws StoreException if it can't be created
     */
    public void createFolder(String name) throws StoreException {
        Path folder = path.resolve(name);
        try {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                disk.createFolder(folder);
                disk.syncFolder(path);
            }
        } catch (IOException e) {
            throw StoreProblems.writeFailed(folder, e);
        }
    }

    /**
     * Deletes a file of this folder durably, if it exists.
     *
     * @throws StoreException if it can't be deleted
     */
    public void delete(String name) throws StoreException {
        Path file = path.resolve(name);
        try {
            if (disk.delete(file)) {
                disk.syncFolderOf(file);
            }
        } catch (IOException e) {
            throw StoreProblems.writeFailed(file, e);
        }
    }

    /** A small file of this folder that is overwritten in place. */
    public TwoSlotFile twoSlotFile(String name) {
        return new TwoSlotFile(path.resolve(name), disk);
    }

    /** Releases the lock. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
