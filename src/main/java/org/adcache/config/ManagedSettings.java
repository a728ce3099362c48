package org.adcache.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adcache.account.ConnectionId;
import org.adcache.connection.ConnectionConfig;
import org.adcache.directory.EntryLimits;

/** Reader of the settings of a managed connection: the keys of a connection without {@code keytab}. */
public final class ManagedSettings {
    private static final ConfigRenderOptions TEXT = ConfigRenderOptions.defaults()
            .setOriginComments(false)
            .setComments(false)
            .setJson(false);

    private ManagedSettings() {}

    /**
     * Settings that were checked.
     *
     * @param text the content of their file
     * @param declaration what the file declares
     * @param config the connection; it can be read once its keytab is there
     */
    public record Checked(String text, AdcacheConfig.Declaration declaration, ConnectionConfig config) {}

    /**
     * Checks settings that are to be stored.
     *
     * @param json an object
     * @param files where they are or will be
     * @param others the configuration that it becomes a part of
     * @throws InvalidConfigException with every problem found
     */
    public static Checked check(ConnectionId id, String json, ManagedFiles files, AdcacheConfig others)
            throws InvalidConfigException {
        ConfigObject written = parse(json, files.settings());
        Source source = new Source(files.settings(), written, List.of());
        Optional<ConnectionConfig> config = read(id, source, written, files, others.entries());
        config.ifPresent(found -> others.connections().stream()
                .filter(other -> !other.directory().id().equals(id))
                .filter(other -> SearchBases.overlap(found.directory(), other.directory()))
                .forEach(other -> overlap(source, found, other)));
        if (!source.problems().isEmpty()) {
            throw new InvalidConfigException(source.problems());
        }
        return new Checked(
                written.render(TEXT),
                new AdcacheConfig.Declaration(true, written.render(ConfigRenderOptions.concise())),
                config.orElseThrow());
    }

    private static ConfigObject parse(String json, Path file) throws InvalidConfigException {
        try {
            return ConfigFactory.parseString(json, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON))
                    .root();
        } catch (ConfigException e) {
            throw new InvalidConfigException(List.of(Unreadable.problem(file, e)));
        }
    }

    /** Reads the keys of a connection; problems are those of the source. */
    static Optional<ConnectionConfig> read(
            ConnectionId id, Source source, ConfigObject keys, ManagedFiles uploads, EntryLimits limits) {
        ConnectionFiles files = Files.exists(uploads.keytab()) ? ConnectionFiles.READ : ConnectionFiles.WITHOUT_KEYTAB;
        return ConnectionReader.read(id, new Section(source, List.of(), keys), Optional.of(uploads), files, limits);
    }

    static void overlap(Source source, ConnectionConfig connection, ConnectionConfig other) {
        source.problem(
                List.of(),
                "it reads accounts of " + connection.directory().domain() + " that the connection \""
                        + other.directory().id().value() + "\" reads too.",
                "Give both a search-base, neither inside the other.");
    }

    /** The settings of all managed connections of a data folder, and their problems. */
    record Found(List<ConnectionConfig> connections, List<Declared> declared, List<ConfigProblem> problems) {}

    /** A managed connection that was found. */
    record Declared(ConnectionId id, AdcacheConfig.Declaration declaration) {}

    /**
     * Reads the settings of connections as they are stored.
     *
     * @param ids those to read
     * @param before the connections that are read already
     */
    static Found read(
            ManagedFolder folder,
            List<ConnectionId> ids,
            List<ConnectionConfig> before,
            ConfigReader reader,
            EntryLimits limits) {
        List<ConnectionConfig> connections = new ArrayList<>();
        List<Declared> declared = new ArrayList<>();
        List<ConfigProblem> problems = new ArrayList<>();
        for (ConnectionId id : ids) {
            try {
                ManagedFiles files = folder.files(id);
                ConfigReader.Reading reading = reader.open(files.settings());
                Optional<ConnectionConfig> config = read(id, reading.source(), reading.resolved(), files, limits);
                List<ConnectionConfig> others = new ArrayList<>(before);
                others.addAll(connections);
                config.ifPresent(found -> others.stream()
                        .filter(other -> SearchBases.overlap(found.directory(), other.directory()))
                        .forEach(other -> overlap(reading.source(), found, other)));
                problems.addAll(reading.source().problems());
                declared.add(new Declared(
                        id,
                        new AdcacheConfig.Declaration(true, reading.resolved().render(ConfigRenderOptions.concise()))));
                if (Files.exists(files.keytab())) {
                    config.ifPresent(connections::add);
                }
            } catch (InvalidConfigException e) {
                problems.addAll(e.problems());
            }
        }
        return new Found(connections, declared, problems);
    }
}
