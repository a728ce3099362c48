package org.adcache.store.file;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;

/** Refusal of a file in the data folder for its type, its links or its owner. */
public final class UnsafeFileException extends FileSystemException {
    private static final long serialVersionUID = 1;

    private final String remedy;

    private UnsafeFileException(Path file, String fault, String remedy) {
        super(file.toString(), null, fault);
        this.remedy = remedy;
    }

    static UnsafeFileException type(FileStatus status, FileStatus.Type wanted) {
        return new UnsafeFileException(
                status.path(),
                "is " + status.type().label() + ", where adcache keeps " + wanted.label() + " of its own",
                "Remove it, or move it away; adcache neither follows nor opens it.");
    }

    static UnsafeFileException hardLink(FileStatus status) {
        return new UnsafeFileException(
                status.path(),
                "has " + status.links() + " names (hard links), so it is reachable from outside the data folder",
                "Replace it by a copy: cp -p FILE FILE.copy && mv FILE.copy FILE.");
    }

    static UnsafeFileException owner(FileStatus status) {
        UnsafeFileException problem = new UnsafeFileException(
                status.path(),
                "belongs to the user " + status.ownerName() + ", and adcache runs as "
                        + System.getProperty("user.name"),
                "Run adcache as the owner of the data folder, or give that user the folder and all that is in it:"
                        + " chown -hR USER FOLDER.");
        problem.initCause(new AccessDeniedException(status.path().toString()));
        return problem;
    }

    static UnsafeFileException way(FileStatus status, String fault, String remedy) {
        return new UnsafeFileException(status.path(), fault, remedy);
    }

    public Problem problem() {
        return new Problem(ProblemType.DATA_DIR_UNSAFE, getFile() + " " + getReason() + ".", remedy);
    }
}
