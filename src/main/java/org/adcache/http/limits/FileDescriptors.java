package org.adcache.http.limits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * File descriptors of this process, from Linux's {@code /proc/self}; elsewhere 1024 of which none is open. Java's own
 * reading needs JMX, which takes 0.1 s to load.
 */
public final class FileDescriptors {
    private static final String LIMIT = "Max open files";
    private static final long USUAL_LIMIT = 1024;
    /** For a sync, a commit, a wipe and the connections to domain controllers. */
    private static final long RESERVE = 128;

    private FileDescriptors() {}

    /** How many may be used for connections, beyond those open now and a reserve for everything else. */
    public static long leftForConnections() {
        return limit() - open() - RESERVE - ConnectionLimit.LOOPBACK_RESERVE;
    }

    private static long limit() {
        try {
            return limit(Files.readAllLines(Path.of("/proc/self/limits")));
        } catch (IOException e) {
            return USUAL_LIMIT;
        }
    }

    /** The soft limit in the lines of {@code /proc/PID/limits}. */
    static long limit(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(LIMIT))
                .map(line -> line.substring(LIMIT.length()).strip().split("\\s+", -1)[0])
                .map(limit -> limit.equals("unlimited") ? Integer.MAX_VALUE : Long.parseLong(limit))
                .findFirst()
                .orElse(USUAL_LIMIT);
    }

    private static long open() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        } catch (IOException e) {
            return 0;
        }
    }
}
