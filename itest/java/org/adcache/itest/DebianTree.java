package org.adcache.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * File tree of another Debian release, whose programs run in this machine's namespaces: {@code
 * itest/namespace/debian-tree} creates it, once for all runs, and {@code itest/namespace/in-tree} enters it.
 */
record DebianTree(Path root) {
    /** Debian 13: Samba 4.22 and JDK 25. Creating it takes a minute or more, if it does not exist. */
    static DebianTree trixie() {
        return of("trixie");
    }

    /** A release that {@code debian-tree} knows. */
    static DebianTree of(String release) {
        Command make =
                Command.of(ProjectFiles.path("itest/namespace/debian-tree").toString(), release);
        return new DebianTree(Path.of(make.run().strip()));
    }

    /** The prefix of a command that runs inside, where temporary files and this project have their own paths. */
    List<String> prefix() {
        return List.of(
                ProjectFiles.path("itest/namespace/in-tree").toString(),
                root.toString(),
                System.getProperty("java.io.tmpdir", "/tmp"),
                ProjectFiles.path("").toAbsolutePath().toString(),
                ProjectFiles.distribution().toAbsolutePath().toString(),
                "--");
    }

    /** The tree's own JDK of this release, by its path inside. */
    Path jdk(int release) {
        Path inside = Path.of("/usr/lib/jvm");
        try (Stream<Path> candidates = Files.list(root.resolve("usr/lib/jvm"))) {
            return candidates
                    .map(candidate -> candidate.getFileName().toString())
                    .filter(name -> name.startsWith("java-" + release + "-"))
                    .findFirst()
                    .map(inside::resolve)
                    .orElseThrow(() -> new AssertionError("no JDK " + release + " in " + root));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
