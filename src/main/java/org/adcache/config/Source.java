package org.adcache.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Configuration file while it is read: positions of its keys, problems found in it, and the keys that were read. */
final class Source {
    private final Path file;
    private final ConfigObject written;
    private final List<ConfigProblem> problems = new ArrayList<>();
    private final Set<String> asked = new LinkedHashSet<>();

    /**
     * Starts with the file as parsed.
     *
     * @param problems of its text
     * @param written before substitution: the position of a substituted value is the variable's, not that of its use
     */
    Source(Path file, ConfigObject written, List<ConfigProblem> problems) {
        this.file = file;
        this.written = written;
        this.problems.addAll(problems);
    }

    void ask(String path) {
        asked.add(path);
    }

    Set<String> asked() {
        return asked;
    }

    void problem(List<String> path, String detail, String suggestion) {
        problems.add(at(path, detail, suggestion));
    }

    /** A problem of a key, at the place where it is written. */
    ConfigProblem at(List<String> path, String detail, String suggestion) {
        ConfigOrigin origin = origin(path);
        return new ConfigProblem(
                fileOf(origin), Math.max(0, origin.lineNumber()), String.join(".", path), detail, suggestion);
    }

    int line(List<String> path) {
        return origin(path).lineNumber();
    }

    /** The folder that a relative path in this key's value is relative to. */
    Path folder(List<String> path) {
        Path parent = fileOf(origin(path)).toAbsolutePath().getParent();
        return parent == null ? Path.of("/") : parent;
    }

    /** Adds problems of other files. */
    void add(List<ConfigProblem> others) {
        problems.addAll(others);
    }

    List<ConfigProblem> problems() {
        return problems.stream()
                .sorted(Comparator.comparing(
                                (ConfigProblem problem) -> !problem.file().equals(file))
                        .thenComparing(ConfigProblem::file)
                        .thenComparingInt(ConfigProblem::line))
                .toList();
    }

    private Path fileOf(ConfigOrigin origin) {
        String name = origin.filename();
        return name == null ? file : Path.of(name);
    }

    /** Position of the deepest written part of a path. */
    private ConfigOrigin origin(List<String> path) {
        ConfigValue at = written;
        ConfigOrigin deepest = written.origin();
        for (String name : path) {
            ConfigValue next = child(at, name);
            if (next == null) {
                break;
            }
            // A block that is merged from several files has no line, but what is in it has.
            if (next.origin().lineNumber() >= 0) {
                deepest = next.origin();
            }
            at = next;
        }
        return deepest;
    }

    private static @Nullable ConfigValue child(ConfigValue parent, String name) {
        try {
            return parent instanceof ConfigObject block ? block.get(name) : null;
        } catch (ConfigException.NotResolved e) {
            // The block is merged from several with a substitution among them: the block's own position is the best
            // there is.
            return null;
        }
    }
}
