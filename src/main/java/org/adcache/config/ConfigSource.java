package org.adcache.config;

import java.nio.file.Path;

/** Source of the configuration of a service, which is read again while it runs. */
@FunctionalInterface
public interface ConfigSource {
    /**
     * Reads and checks the whole configuration as it is now.
     *
     * @throws InvalidConfigException with every problem found
     */
    AdcacheConfig read() throws InvalidConfigException;

    /** A configuration file. */
    static ConfigSource of(ConfigReader reader, Path file) {
        return new ConfigSource() {
            @Override
            public AdcacheConfig read() throws InvalidConfigException {
                return reader.read(file);
            }

            @Override
            public ConfigProblem problem(String key, String detail, String suggestion) {
                return reader.problem(file, key, detail, suggestion);
            }
        };
    }

    /** A problem of a key that was read, at the place where it is written. */
    default ConfigProblem problem(String key, String detail, String suggestion) {
        return new ConfigProblem(Path.of(""), 0, key, detail, suggestion);
    }
}
