package org.adcache.config;

import java.nio.file.Path;

/**
 * Problem of the configuration.
 *
 * @param file the file, as it was named on the command line or in an include
 * @param line from 1; 0 if it is the file as a whole
 * @param key the full key, for instance {@code adcache.http.port}; empty if there is none
 * @param detail what is wrong, one sentence
 * @param suggestion what to write or do instead, one sentence
 */
public record ConfigProblem(Path file, int line, String key, String detail, String suggestion) {
    @Override
    public String toString() {
        String place = line > 0 ? file + ":" + line : file.toString();
        return place + ": " + (key.isEmpty() ? "" : key + ": ") + detail + " " + suggestion;
    }
}
