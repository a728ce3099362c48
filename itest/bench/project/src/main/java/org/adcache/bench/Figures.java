package org.adcache.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Measured figures by name, in a file to which every step appends: {@code suggest.p50=12.3}. */
final class Figures {
    private final Path file;

    Figures(Path folder) {
        this.file = folder.resolve("figures");
    }

    void note(String name, double value) throws IOException {
        String line = name + "=" + value + "\n";
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        System.err.print("    " + line);
    }

    Optional<Double> get(String name) throws IOException {
        return Optional.ofNullable(all().get(name));
    }

    /** Returns the last value of each. */
    Map<String, Double> all() throws IOException {
        Map<String, Double> values = new TreeMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                int equals = line.lastIndexOf('=');
                values.put(line.substring(0, equals), Double.valueOf(line.substring(equals + 1)));
            }
        }
        return values;
    }
}
