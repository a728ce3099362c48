package org.adcache.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Connection to the journal of systemd, systemd.exec(5): {@code JOURNAL_STREAM} names it by device and inode. */
final class JournalStream {
    private JournalStream() {}

    /** Whether standard error of this process, which has this environment, goes to the journal. */
    static boolean isStandardError(Map<String, String> environment) {
        return isSame(environment.getOrDefault("JOURNAL_STREAM", ""), Path.of("/proc/self/fd/2"));
    }

    /** Whether a file is the one of this name, through links: an inherited variable may name another. */
    static boolean isSame(String stream, Path file) {
        if (stream.isEmpty()) {
            return false;
        }
        try {
            Map<String, Object> found = Files.readAttributes(file, "unix:dev,ino");
            return stream.equals(found.get("dev") + ":" + found.get("ino"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }
}
