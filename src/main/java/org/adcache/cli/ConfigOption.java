package org.adcache.cli;

import java.nio.file.Path;
import org.adcache.cli.terminal.Terminal;
import org.adcache.config.AdcacheConfig;
import org.adcache.config.ConfigReader;
import org.adcache.config.InvalidConfigException;
import picocli.CommandLine.Option;

/** The option of every command that reads the configuration. */
final class ConfigOption {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration file")
    private Path file = Path.of("");

    AdcacheConfig read(Terminal terminal) throws InvalidConfigException {
        return new ConfigReader(terminal.environment()).read(file);
    }

    Path file() {
        return file;
    }
}
