package org.adcache.store.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.adcache.encoding.Sha256;

/**
 * SHA-256 digests of files. Those of a start are computed ahead, on a thread of its own, while what comes before they
 * are needed keeps another processor busy.
 */
public final class FileDigests {
    private final Map<Path, FutureTask<String>> ahead = new ConcurrentHashMap<>();

    /** Starts computing; each digest is kept until it is asked for. */
    void computeAhead(List<Path> files) {
        List<FutureTask<String>> tasks = files.stream()
                .map(file -> ahead.computeIfAbsent(file, path -> new FutureTask<>(() -> digest(path))))
                .toList();
        if (!tasks.isEmpty()) {
            Thread thread = new Thread(() -> tasks.forEach(FutureTask::run), "adcache-digests");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static String digest(Path file) throws IOException {
        // Opening a named pipe would wait for its writer.
        Disk.verify(file);
        return Sha256.hex(file);
    }

    /** Forgets the digests that nobody asked for. */
    public void forget() {
        ahead.values().forEach(task -> task.cancel(true));
        ahead.clear();
    }

    /**
     * The digest of a file, as 64 hexadecimal digits: the one that was computed ahead, when it is asked for the first
     * time, else of what the file holds now.
     *
     * @throws IOException if the file can't be read
     */
    public String of(Path file) throws IOException {
        FutureTask<String> task = ahead.remove(file);
        if (task == null) {
            return Sha256.hex(file);
        }
        try {
            return task.get();
        } catch (ExecutionException e) {
            return Sha256.hex(file);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Sha256.hex(file);
        }
    }
}
