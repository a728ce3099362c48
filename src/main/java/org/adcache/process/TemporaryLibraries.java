package org.adcache.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Native libraries that a library has unpacked into the temporary folder and mapped. It deletes them when the JVM ends,
 * which a JVM that is replaced doesn't do.
 */
final class TemporaryLibraries {
    private static final Path MAPPINGS = Path.of("/proc/self/maps");

    private TemporaryLibraries() {}

    static void delete() throws IOException {
        Path folder = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
        for (Path library : mapped(Files.readString(MAPPINGS, StandardCharsets.UTF_8), folder)) {
            Files.deleteIfExists(library);
        }
    }

    /** The shared objects directly in a folder that a list of mappings names. */
    static List<Path> mapped(String mappings, Path folder) {
        return mappings.lines()
                .filter(line -> line.endsWith(".so"))
                .map(line -> Path.of(line.substring(line.indexOf('/'))))
                .filter(path -> folder.equals(path.getParent()))
                .distinct()
                .toList();
    }
}
