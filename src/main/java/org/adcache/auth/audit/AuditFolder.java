package org.adcache.auth.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adcache.store.file.Disk;

/**
 * The files of the audit log in the data folder: {@code audit.log}, which grows, and those that were full before it, the
 * newest of the highest number.
 *
 * <pre>{@code
 * audit.6.log   audit.7.log   audit.log (will be audit.8.log)
 * }</pre>
 */
record AuditFolder(Path folder) {
    private static final Pattern FULL = Pattern.compile("audit\\.([0-9]{1,9})\\.log");

    Path growing() {
        return folder.resolve("audit.log");
    }

    Path full(long number) {
        return folder.resolve("audit." + number + ".log");
    }

    /** Held while files are renamed. */
    Path lock() {
        return folder.resolve("audit.lock");
    }

    /** The numbers of the full files, the oldest first. */
    List<Long> full() throws IOException {
        return Disk.list(folder).stream()
                .map(file -> FULL.matcher(file.getFileName().toString()))
                .filter(Matcher::matches)
                .map(name -> Long.valueOf(name.group(1)))
                .sorted()
                .toList();
    }

    /** The number that the growing file will have. */
    static long next(List<Long> full) {
        return full.isEmpty() ? 1 : full.get(full.size() - 1) + 1;
    }
}
