package org.adcache.api.configuration;

import java.util.List;
import org.adcache.api.Document;

/**
 * Problem answer (RFC 9457) with every problem of a configuration that was refused.
 *
 * @param type {@code /problems/configuration}
 */
public record RefusedConfiguration(
        String type, String title, int status, String detail, String remedy, List<Item> problems) implements Document {
    /**
     * A problem.
     *
     * @param file the file that the key is in
     * @param line from 1; 0 if it is the file as a whole
     * @param key the full key; empty if there is none
     * @param detail what is wrong
     * @param suggestion what to write or do instead
     */
    public record Item(String file, int line, String key, String detail, String suggestion) {}
}
