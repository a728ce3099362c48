package org.adcache.store.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Check of a data folder and of adcache's files in it: type, links, owner and permissions. Other files are ignored: the
 * folder may be the home of a user, or the root of a disk.
 */
public final class FolderCheck {
    private static final Logger log = LoggerFactory.getLogger(FolderCheck.class);
    private static final Pattern OURS = Pattern.compile(
            "lock|format|(integration|manifest|tokens|tokens-used|local)\\..*|(audit|krb5)\\..*|(cache|index|work)-.*",
            Pattern.DOTALL);

    private FolderCheck() {}

    /**
     * Report on a data folder.
     *
     * @param refusals why a start on it would fail
     * @param warnings what a start would repair
     */
    public record Report(List<Problem> refusals, List<Problem> warnings) {}

    /**
     * The real path of a data folder.
     *
     * @throws UnsafeFileException if it is no folder of this user, or if this is root and others could replace it
     */
    public static Path verify(Path folder) throws IOException {
        Path real = folder.toRealPath();
        Disk.verify(FileStatus.of(real), FileStatus.Type.FOLDER);
        if (FileStatus.ownUid() == FileStatus.ROOT) {
            FileStatus decides = FolderOwner.of(folder);
            if (decides.uid() != FileStatus.ROOT) {
                throw UnsafeFileException.owner(decides);
            }
        }
        return real;
    }

    /**
     * Verifies adcache's files, and closes to other users what was open to them.
     *
     * @throws UnsafeFileException if one may not be opened
     */
    static void repair(Path folder) throws IOException {
        FileStatus itself = FileStatus.of(folder);
        closeIfOpen(itself);
        List<Ours> files = ours(folder);
        for (Ours file : files) {
            if (isStrayFolder(file)) {
                log.error(
                        "{} is a folder, where adcache keeps a file of its own; remove it",
                        file.status().path());
            } else {
                Disk.verify(file.status(), file.type());
            }
        }
        for (Ours file : files) {
            closeIfOpen(file.status());
        }
    }

    /** Whether an own folder lies where a key belongs, as an unfinished wipe leaves it: it leads nowhere else. */
    private static boolean isStrayFolder(Ours file) throws UnsafeFileException {
        Path path = file.status().path();
        int folder = path.getNameCount() - 2;
        boolean stray = file.type() == FileStatus.Type.FILE
                && file.status().isFolder()
                && folder >= 0
                && path.getName(folder).toString().equals(StoreFile.KEYS);
        if (stray) {
            Disk.verify(file.status(), FileStatus.Type.FOLDER);
        }
        return stray;
    }

    /** Takes the access to a file from other users; on a broken or read-only disk it is kept, and the start continues. */
    private static void closeIfOpen(FileStatus status) throws UnsafeFileException {
        if (!status.isOpenToOthers()) {
            return;
        }
        try {
            close(status);
        } catch (UnsafeFileException e) {
            throw e;
        } catch (IOException e) {
            log.error(
                    "{} has mode {} and can't be closed to other users: {}",
                    status.path(),
                    status.permissions(),
                    StoreProblems.reason(e));
        }
    }

    private static void close(FileStatus status) throws IOException {
        Files.getFileAttributeView(status.path(), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setPermissions(PosixFilePermissions.fromString(status.isFolder() ? "rwx------" : "rw-------"));
        if (FileStatus.of(status.path()).isOpenToOthers()) {
            throw UnsafeFileException.way(
                    status,
                    "is open to other users, and its file system ignores permissions",
                    "Keep the data folder on a file system with owners and permissions.");
        }
        log.warn("{} had mode {}; now only its owner has access", status.path(), status.permissions());
    }

    /** Reports on a data folder, which need not exist, without changing it. */
    public static Report report(Path folder) {
        List<Problem> refusals = new ArrayList<>();
        List<Problem> warnings = new ArrayList<>();
        try {
            if (Disk.exists(folder)) {
                Path real = verify(folder);
                for (Ours file : ours(real)) {
                    report(file, refusals, warnings);
                }
                if (refusals.isEmpty()) {
                    DataFormat.check(real);
                }
            }
        } catch (StoreException e) {
            refusals.add(e.problem());
        } catch (IOException e) {
            refusals.add(StoreProblems.folderUnusable(folder, e).problem());
        }
        return new Report(List.copyOf(refusals), List.copyOf(warnings));
    }

    private static void report(Ours file, List<Problem> refusals, List<Problem> warnings) {
        FileStatus status = file.status();
        try {
            if (isStrayFolder(file)) {
                warnings.add(new Problem(
                        ProblemType.DATA_DIR_UNSAFE,
                        status.path() + " is a folder, where adcache keeps a file of its own.",
                        "Remove it, or move it away."));
                return;
            }
            Disk.verify(status, file.type());
        } catch (UnsafeFileException e) {
            refusals.add(e.problem());
            return;
        }
        if (status.isOpenToOthers()) {
            warnings.add(new Problem(
                    ProblemType.DATA_DIR_UNSAFE,
                    status.path() + " has mode " + status.permissions() + ", so other users have access.",
                    "The next start of adcache closes it to them; or chmod go= " + status.path() + "."));
        }
    }

    /** The folder itself, or something that adcache keeps in it. */
    private record Ours(FileStatus status, FileStatus.Type type) {}

    /** Unfinished files are left out: a start deletes them. */
    private static List<Ours> ours(Path folder) throws IOException {
        List<Ours> all = new ArrayList<>();
        add(all, folder, FileStatus.Type.FOLDER);
        addFolder(all, folder.resolve(StoreFile.KEYS));
        addFolder(all, folder.resolve(StoreFile.CONNECTIONS));
        for (Path file : Disk.list(folder)) {
            if (OURS.matcher(file.getFileName().toString()).matches()) {
                add(all, file, FileStatus.Type.FILE);
            }
        }
        return all;
    }

    private static void addFolder(List<Ours> all, Path folder) throws IOException {
        add(all, folder, FileStatus.Type.FOLDER);
        if (FileStatus.find(folder).filter(FileStatus::isFolder).isPresent()) {
            for (Path file : Disk.list(folder)) {
                add(all, file, FileStatus.Type.FILE);
            }
        }
    }

    private static void add(List<Ours> all, Path file, FileStatus.Type type) throws IOException {
        boolean unfinished = type == FileStatus.Type.FILE && file.toString().endsWith(".tmp");
        if (!unfinished) {
            FileStatus.find(file).ifPresent(status -> all.add(new Ours(status, type)));
        }
    }
}
