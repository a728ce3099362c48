package org.adcache.cli.terminal;

import java.nio.file.Path;
import org.adcache.config.AdcacheConfig;
import org.adcache.config.ConfigReader;
import org.adcache.config.ConfigSource;
import org.adcache.config.InvalidConfigException;
import picocli.CommandLine.Option;

/** The option of every command that reads the configuration. */
public final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration file. Default: /etc/adcache/adcache.conf")
    private Path file = ConfigReader.DEFAULT_FILE;

    public AdcacheConfig read(Terminal terminal) throws InvalidConfigException {
        return source(terminal).read();
    }

    /** The file, to be read now and again. */
    public ConfigSource source(Terminal terminal) {
        return ConfigSource.of(new ConfigReader(terminal.environment()), file);
    }

    public Path file() {
        return file;
    }
}
