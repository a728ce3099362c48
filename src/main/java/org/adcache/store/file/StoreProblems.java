package org.adcache.store.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.adcache.account.ConnectionId;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.store.StoreException;
import org.adcache.store.WipeReport;

/** Catalogue of the problems of the data folder. */
public final class StoreProblems {
    private StoreProblems() {}

    public static StoreException writeFailed(Path path, Throwable cause) {
        if (cause instanceof UnsafeFileException unsafe) {
            return new StoreException(unsafe.problem(), unsafe);
        }
        return new StoreException(
                new Problem(
                        ProblemType.STORE_WRITE_FAILED,
                        "Writing " + path + " failed: " + reason(cause) + ". The last generation is kept.",
                        "Check the free space, the quota and the permissions of the data folder."),
                cause);
    }

    static StoreException overwritingFailed(Path path, Throwable cause) {
        return new StoreException(
                new Problem(
                        ProblemType.STORE_WRITE_FAILED,
                        "Writing " + path + " failed: " + reason(cause) + ".",
                        "Check the free space, and the permissions and attributes (lsattr) of the file and its folder."),
                cause);
    }

    public static StoreException readFailed(Path path, Throwable cause) {
        if (cause instanceof UnsafeFileException unsafe) {
            return new StoreException(unsafe.problem(), unsafe);
        }
        return new StoreException(
                new Problem(
                        ProblemType.STORE_READ_FAILED,
                        "Reading " + path + " failed: " + reason(cause) + ".",
                        "Check the disk and the permissions of the data folder, then restart adcache."),
                cause);
    }

    public static StoreException undecryptable(ConnectionId connection, Throwable cause) {
        return new StoreException(
                new Problem(
                        ProblemType.STORE_READ_FAILED,
                        "A record of connection " + connection + " does not decrypt: it was changed on disk.",
                        "Restart adcache: it verifies the files and, if need be, reads the directory anew."),
                cause);
    }

    public static StoreException viewOutdated() {
        return new StoreException(new Problem(
                ProblemType.VIEW_OUTDATED,
                "The generation being read was replaced and its files are deleted.",
                "Read the current generation."));
    }

    public static StoreException epochChanged() {
        return new StoreException(new Problem(
                ProblemType.EPOCH_CHANGED,
                "The integration was switched off or on meanwhile, so this read is not stored.",
                "Nothing, if that was intended: the next sync starts afresh."));
    }

    public static StoreException imageOutdated() {
        return new StoreException(new Problem(
                ProblemType.VIEW_OUTDATED,
                "The data of the index image was replaced or removed meanwhile, or the store was closed.",
                "Nothing: the index is built from the records, and an image of a later generation is written."));
    }

    public static StoreException imageDamaged(Path file, String fault, Exception cause) {
        return new StoreException(imageDamage(file, fault), cause);
    }

    public static StoreException imageDamaged(Path file, String fault) {
        return new StoreException(imageDamage(file, fault));
    }

    private static Problem imageDamage(Path file, String fault) {
        return new Problem(
                ProblemType.IMAGE_DAMAGED,
                "The index image " + file + " can't be used: " + fault + ".",
                "Nothing: the index is built from the records, and another image is written.");
    }

    public static StoreException draftOutdated(ConnectionId connection) {
        return new StoreException(new Problem(
                ProblemType.DRAFT_OUTDATED,
                "Connection " + connection + " was synced after this draft was compared.",
                "Start a new sync; it compares with the current data."));
    }

    public static StoreException neverRead(ConnectionId connection) {
        return new StoreException(new Problem(
                ProblemType.CONNECTION_NOT_CACHED,
                "Nothing of connection " + connection + " is cached, so no changes can be applied to it.",
                "Start a sync; it reads the whole connection."));
    }

    public static StoreException folderUnusable(Path folder, IOException cause) {
        if (cause instanceof UnsafeFileException unsafe) {
            return new StoreException(unsafe.problem(), unsafe);
        }
        return new StoreException(
                new Problem(
                        ProblemType.DATA_DIR_UNUSABLE,
                        "The data folder " + folder + " can't be used: " + reason(cause) + ".",
                        "Make data-dir a folder that the user of adcache may write to, with mode 0700."),
                cause);
    }

    static StoreException folderLocked(Path folder, String holder) {
        return new StoreException(new Problem(
                ProblemType.DATA_DIR_LOCKED,
                "The data folder " + folder + " is in use by another adcache process" + holder + ".",
                "Stop the other process, or give this one a data-dir of its own."));
    }

    static StoreException folderNewer(Path folder, int format) {
        return new StoreException(new Problem(
                ProblemType.DATA_DIR_NEWER,
                "The data folder " + folder + " is of format " + format + ", which a newer version of adcache wrote;"
                        + " this one knows formats up to " + DataFormat.CURRENT + ". Nothing in it was changed.",
                "Install that version again; or move the folder away, and this version reads the directory anew."));
    }

    public static StoreException keyFile(Path file, String fault) {
        return new StoreException(new Problem(
                ProblemType.KEY_FILE_INVALID,
                "store.key-file " + file + " " + fault + ".",
                "Give it exactly 32 random bytes, readable by the user of adcache: head -c 32 /dev/urandom."));
    }

    /** What a wipe reports that could not wait for the end of other work. */
    public static WipeReport.Pending busy() {
        return new WipeReport.Pending(
                ".",
                "Deleting the files waits for a write that has not noticed yet that it is to end.",
                "Nothing: the wipe is repeated every few seconds.");
    }

    /** The operating system's message, without the path that a file exception repeats. */
    public static String reason(Throwable cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof DirectoryNotEmptyException) {
            return "it is a folder that isn't empty";
        }
        if (cause instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        Throwable root = cause;
        while (root.getCause() != null && !(root instanceof IOException)) {
            root = root.getCause();
        }
        String name = root.getClass().getSimpleName();
        return root.getMessage() == null
                ? name
                : root instanceof IOException ? root.getMessage() : name + ", " + root.getMessage();
    }
}
