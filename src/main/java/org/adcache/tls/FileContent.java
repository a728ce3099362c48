package org.adcache.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.jspecify.annotations.Nullable;

/** Size-limited read of a whole file. */
final class FileContent {
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private FileContent() {}

    static byte[] read(Path path) throws ProblemException {
        if (Files.isDirectory(path)) {
            throw unreadable(path + " is a folder.", "Name a file.", null);
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(MOST_BYTES + 1);
            if (content.length > MOST_BYTES) {
                throw unreadable(path + " is too large for a PEM file.", "Name the right file.", null);
            }
            return content;
        } catch (NoSuchFileException e) {
            throw unreadable(
                    "There is no file " + path + ", or its folder may not be entered.",
                    "Check the path, and that the user that runs adcache may enter the folder.",
                    e);
        } catch (IOException e) {
            throw unreadable(
                    path + " can't be read by the user " + System.getProperty("user.name") + ": "
                            + e.getClass().getSimpleName() + ".",
                    "Let the user that runs adcache read it, and, if it holds a private key, nobody else.",
                    e);
        }
    }

    private static ProblemException unreadable(String detail, String remedy, @Nullable IOException cause) {
        Problem problem = new Problem(ProblemType.TLS_FILE_UNREADABLE, detail, remedy);
        return cause == null ? new ProblemException(problem) : new ProblemException(problem, cause);
    }
}
