package org.adcache.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.adcache.account.ConnectionId;
import org.adcache.account.Domain;
import org.adcache.budget.QuestionBound;
import org.adcache.config.form.FileForms;
import org.adcache.config.form.Form;
import org.adcache.config.form.Forms;
import org.adcache.connection.ConnectionConfig;
import org.adcache.directory.EntryLimits;
import org.adcache.http.HttpConfig;
import org.adcache.lookup.LookupConfig;
import org.adcache.store.StoreConfig;
import org.adcache.store.scope.ReadScope;

/** Reader of the configuration file: HOCON, with the environment for its substitutions. */
public final class ConfigReader {
    private static final Path DEFAULT_DATA_FOLDER = Path.of("/var/lib/adcache");
    /** The file that commands read if none is named. */
    public static final Path DEFAULT_FILE = Path.of("/etc/adcache/adcache.conf");

    /** Placeholder for an invalid id, so that the problems in its block are found too. */
    private static final ConnectionId NAMELESS = new ConnectionId("nameless");

    /** Folder of the credentials that systemd loads for a unit, and where commands of root find those of the service. */
    private static final String CREDENTIALS = "CREDENTIALS_DIRECTORY";

    private static final String CREDENTIALS_OF_THE_UNIT = "/run/credentials/adcache.service";

    private final Map<String, String> environment;
    private final ConnectionFiles files;

    public ConfigReader(Map<String, String> environment) {
        this(environment, ConnectionFiles.READ);
    }

    private ConfigReader(Map<String, String> environment, ConnectionFiles files) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.putIfAbsent(CREDENTIALS, CREDENTIALS_OF_THE_UNIT);
        this.environment = Map.copyOf(variables);
        this.files = files;
    }

    /** For callers with better diagnostics of keytabs and files of trusted CAs: these files are not checked. */
    public static ConfigReader withoutConnectionFiles(Map<String, String> environment) {
        return new ConfigReader(environment, ConnectionFiles.NAMED);
    }

    /**
     * Reads and checks a file.
     *
     * @throws InvalidConfigException with every problem found
     */
    public AdcacheConfig read(Path file) throws InvalidConfigException {
        return read(open(file));
    }

    /** The data folder alone; empty if the file can't be read. */
    public Optional<Path> dataFolder(Path file) {
        try {
            Reading reading = open(file);
            Section root = new Section(reading.source(), List.of(), reading.resolved());
            return Optional.of(dataFolder(root.section("adcache")));
        } catch (InvalidConfigException e) {
            return Optional.empty();
        }
    }

    /** A problem of a key of a file, at the line where it is written; at none if the file can't be read. */
    ConfigProblem problem(Path file, String key, String detail, String suggestion) {
        try {
            return open(file).source().at(List.of(key.split("\\.", -1)), detail, suggestion);
        } catch (InvalidConfigException e) {
            return new ConfigProblem(file, 0, key, detail, suggestion);
        }
    }

    /** Where a service with a configuration listens, and its data folder. */
    public record Local(Path dataFolder, HttpConfig http) {}

    /** What a client on this machine needs to know; empty if the file can't be read. The rest is not checked. */
    public Optional<Local> local(Path file) {
        try {
            Reading reading = open(file);
            Section section = new Section(reading.source(), List.of(), reading.resolved()).section("adcache");
            return Optional.of(new Local(dataFolder(section), HttpReader.read(section.section("http"))));
        } catch (InvalidConfigException e) {
            return Optional.empty();
        }
    }

    private static Path dataFolder(Section section) {
        return section.value("data-dir", FileForms.FOLDER, DEFAULT_DATA_FOLDER);
    }

    AdcacheConfig read(Reading reading) throws InvalidConfigException {
        Source source = reading.source();
        Section root = new Section(source, List.of(), reading.resolved());
        if (!root.has("adcache")) {
            source.problem(List.of("adcache"), "it is missing.", "Put all keys in one block: adcache { … }.");
        }
        AdcacheConfig config = adcache(root.section("adcache"));
        root.end();
        if (!source.problems().isEmpty()) {
            throw new InvalidConfigException(source.problems());
        }
        return config;
    }

    /** Parsed file: what is known about its text, and its object with substitutions resolved. */
    record Reading(Source source, ConfigObject resolved) {}

    Reading open(Path file) throws InvalidConfigException {
        ConfigTexts texts = new ConfigTexts(file);
        try {
            ConfigParseOptions options = ConfigParseOptions.defaults()
                    .setAllowMissing(false)
                    .setSyntax(ConfigSyntax.CONF)
                    .setIncluder(texts);
            Config written = ConfigFactory.parseFile(file.toFile(), options);
            Config resolved = written.resolve(
                    ConfigResolveOptions.noSystem().appendResolver(new EnvironmentResolver(environment)));
            return new Reading(new Source(file, written.root(), texts.problems()), resolved.root());
        } catch (ConfigException e) {
            List<ConfigProblem> problems = new ArrayList<>(texts.problems());
            problems.add(Unreadable.problem(file, e));
            throw new InvalidConfigException(problems);
        }
    }

    private AdcacheConfig adcache(Section section) {
        Path folder = dataFolder(section);
        Section store = section.section("store");
        Optional<Path> keyFile = store.optional("key-file", FileForms.KEY_FILE);
        store.end();
        Duration maxAge = section.value("max-age", Forms.DURATION, Duration.ofHours(24));
        Optional<Duration> unknownAfter = section.optional("unknown-after", Forms.DURATION);
        EntryLimits limits = EntriesReader.read(section.section("entries"));
        Map<ConnectionId, AdcacheConfig.Declaration> declarations = new LinkedHashMap<>();
        List<ConfigProblem> warnings = new ArrayList<>();
        List<ConnectionConfig> connections = connections(section, folder, limits, declarations, warnings);
        AdcacheConfig config = new AdcacheConfig(
                new StoreConfig(folder, keyFile),
                new LookupConfig(
                        maxAge,
                        unknownAfter,
                        domains(connections),
                        questions(section.section("questions")),
                        scopes(connections)),
                HttpReader.read(section.section("http")),
                connections,
                limits,
                declarations,
                warnings);
        section.end();
        return config;
    }

    private static Map<QuestionBound, Long> questions(Section section) {
        Map<QuestionBound, Long> limits = new EnumMap<>(QuestionBound.class);
        for (QuestionBound bound : QuestionBound.values()) {
            Form<Long> form = Forms.wholeNumber(bound.least(), bound.most());
            limits.put(bound, section.value(bound.key(), form, bound.standard()));
        }
        section.end();
        return limits;
    }

    /** The connections of the file, then the managed ones. */
    private List<ConnectionConfig> connections(
            Section adcache,
            Path dataFolder,
            EntryLimits limits,
            Map<ConnectionId, AdcacheConfig.Declaration> declarations,
            List<ConfigProblem> warnings) {
        boolean written = adcache.has("connections");
        Section section = adcache.section("connections");
        List<ConnectionConfig> connections = new ArrayList<>(declared(section, limits, declarations));
        ManagedFolder folder = ManagedFolder.in(dataFolder);
        try {
            List<ConnectionId> ids = new ArrayList<>(folder.ids());
            ids.stream()
                    .filter(declarations::containsKey)
                    .forEach(id -> warnings.add(section.problemOf(
                            id.value(),
                            "it is also a managed connection, whose settings in "
                                    + folder.files(id).settings() + " are not used.",
                            "Give one of them another id, or remove the managed one.")));
            ids.removeAll(declarations.keySet());
            ManagedSettings.Found managed = ManagedSettings.read(folder, ids, connections, this, limits);
            managed.declared().forEach(found -> declarations.put(found.id(), found.declaration()));
            section.add(managed.problems());
            connections.addAll(managed.connections());
        } catch (IOException e) {
            section.problem(
                    "the managed connections in " + folder.path() + " can't be read.",
                    "Check that it belongs to the user adcache runs as.");
        }
        if (!written && declarations.isEmpty()) {
            section.problem(
                    "there is no connection.",
                    "Add one: connections { corp { domain = …, keytab = … } }; or write connections {} to add them over"
                            + " HTTP.");
        }
        return connections;
    }

    private List<ConnectionConfig> declared(
            Section section, EntryLimits limits, Map<ConnectionId, AdcacheConfig.Declaration> declarations) {
        List<ConnectionConfig> connections = new ArrayList<>();
        for (String name : section.names()) {
            Optional<ConnectionId> id = id(section, name);
            Section block = section.section(name);
            Optional<ConnectionConfig> connection =
                    ConnectionReader.read(id.orElse(NAMELESS), block, Optional.empty(), files, limits);
            id.ifPresent(known -> declarations.put(known, new AdcacheConfig.Declaration(false, block.json())));
            if (id.isPresent()) {
                connection.ifPresent(found -> {
                    refuseOverlap(section, found, connections);
                    connections.add(found);
                });
            }
        }
        return connections;
    }

    private static void refuseOverlap(Section section, ConnectionConfig connection, List<ConnectionConfig> before) {
        for (ConnectionConfig other : before) {
            if (SearchBases.overlap(connection.directory(), other.directory())) {
                section.problem(
                        connection.directory().id().value(),
                        "it reads accounts of " + connection.directory().domain() + " that the connection \""
                                + other.directory().id().value() + "\" reads too.",
                        "Give both a search-base, neither inside the other.");
            }
        }
    }

    private static Optional<ConnectionId> id(Section section, String name) {
        try {
            return Optional.of(new ConnectionId(name));
        } catch (IllegalArgumentException e) {
            section.problem(
                    name,
                    "\"" + name + "\" can't be the id of a connection.",
                    "Write 1 to 40 of a-z, 0-9 and '-', such as \"corp\".");
            return Optional.empty();
        }
    }

    static Map<ConnectionId, Domain> domains(List<ConnectionConfig> connections) {
        return connections.stream()
                .map(ConnectionConfig::directory)
                .collect(Collectors.toMap(
                        directory -> directory.id(), directory -> domain(directory.domain(), directory.realm())));
    }

    static Map<ConnectionId, ReadScope> scopes(List<ConnectionConfig> connections) {
        return connections.stream()
                .collect(Collectors.toMap(connection -> connection.directory().id(), ConnectionConfig::scope));
    }

    private static Domain domain(String dnsName, String realm) {
        String netbiosName = dnsName.split("\\.", 2)[0].toUpperCase(Locale.ROOT);
        return new Domain(dnsName, realm, netbiosName, Optional.empty());
    }
}
