package org.adcache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.adcache.account.ConnectionId;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.api.configuration.ReloadDocument;
import org.adcache.config.AdcacheConfig;
import org.adcache.config.ConfigProblem;
import org.adcache.config.InvalidConfigException;
import org.adcache.config.ManagedFiles;
import org.adcache.config.ManagedFolder;
import org.adcache.config.ManagedSettings;
import org.adcache.connection.ConnectionConfig;
import org.adcache.http.configuration.ConfigurationRefusedException;
import org.adcache.http.configuration.ConnectionAdministration;
import org.adcache.http.configuration.DeclaredConnection;
import org.adcache.kerberos.KeytabCheck;
import org.adcache.kerberos.KeytabEntry;
import org.adcache.kerberos.KeytabReport;
import org.adcache.store.StoreException;
import org.adcache.store.file.DataFolder;
import org.adcache.tls.TrustAnchors;

/**
 * Connections that are declared over HTTP, as files in the data folder. Each change is checked first, then stored, then
 * taken as by a reload, so that a crash in between leaves what the next start takes.
 */
final class ManagedConnections implements ConnectionAdministration {
    /** How messages call what was sent. */
    static final Path CA_FILE = Path.of("The file");

    private final DataFolder data;
    private final ManagedFolder folder;
    private final Reload reload;

    /** @param folder in the data folder, as it is configured */
    ManagedConnections(DataFolder data, ManagedFolder folder, Reload reload) {
        this.data = data;
        this.folder = folder;
        this.reload = reload;
    }

    @Override
    public List<DeclaredConnection> all() {
        AdcacheConfig config = reload.current();
        Map<ConnectionId, AdcacheConfig.Declaration> declarations = new LinkedHashMap<>(config.declarations());
        // Those of a configuration that is in no file.
        config.connections()
                .forEach(connection -> declarations.computeIfAbsent(
                        connection.directory().id(),
                        id -> new AdcacheConfig.Declaration(
                                false, "{\"domain\":\"" + connection.directory().domain() + "\"}")));
        List<DeclaredConnection> all = new ArrayList<>();
        declarations.forEach((id, declaration) -> all.add(declared(id, declaration, config)));
        return all;
    }

    private DeclaredConnection declared(ConnectionId id, AdcacheConfig.Declaration declaration, AdcacheConfig config) {
        Optional<Path> keytab = declaration.managed()
                ? Optional.of(folder.files(id).keytab()).filter(Files::exists)
                : find(id, config).map(connection -> connection.directory().keytab());
        Optional<DeclaredConnection.KeytabContent> content = Optional.empty();
        Optional<Problem> problem = Optional.empty();
        if (keytab.isPresent()) {
            try {
                content = Optional.of(content(keytab.get(), declaration.managed()));
            } catch (ProblemException e) {
                problem = Optional.of(e.problem());
            }
        }
        Optional<Path> trust = find(id, config)
                .flatMap(connection -> connection.directory().tls().trust())
                .or(() -> declaration.managed() ? folder.files(id).uploadedTrust() : Optional.empty());
        boolean uploaded = trust.equals(Optional.of(folder.files(id).trust()));
        Optional<DeclaredConnection.TrustContent> certificates = Optional.empty();
        Optional<Problem> trustProblem = Optional.empty();
        if (trust.isPresent()) {
            try {
                certificates = Optional.of(new DeclaredConnection.TrustContent(
                        uploaded ? Optional.empty() : trust,
                        TrustAnchors.read(trust.get()).shown(),
                        modified(trust.get())));
            } catch (ProblemException e) {
                trustProblem = Optional.of(e.problem());
            }
        }
        return new DeclaredConnection(
                id, declaration.managed(), declaration.keys(), content, problem, certificates, trustProblem);
    }

    private static DeclaredConnection.KeytabContent content(Path keytab, boolean managed) throws ProblemException {
        List<KeytabEntry> entries = new KeytabCheck(keytab).report().entries();
        return new DeclaredConnection.KeytabContent(
                managed ? Optional.empty() : Optional.of(keytab),
                entries.stream().map(KeytabEntry::principal).distinct().toList(),
                entries.stream().map(KeytabEntry::keyVersion).distinct().toList(),
                entries.stream()
                        .map(entry -> entry.encryptionType().label())
                        .distinct()
                        .toList(),
                modified(keytab));
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ConnectionConfig> find(ConnectionId id, AdcacheConfig config) {
        return config.connections().stream()
                .filter(connection -> connection.directory().id().equals(id))
                .findFirst();
    }

    @Override
    public void put(ConnectionId id, String keys) throws ConfigurationRefusedException, ProblemException {
        reload.change(current -> {
            ManagedFiles files = folder.files(id);
            ManagedSettings.Checked checked = ManagedSettings.check(id, keys, files, current);
            write(files.settings(), checked.text().getBytes(StandardCharsets.UTF_8));
            if (!checked.config().directory().tls().trust().equals(files.uploadedTrust())) {
                // The settings name CAs of their own, at the next start too.
                data.delete(relative(files.trust()));
            }
            Map<ConnectionId, AdcacheConfig.Declaration> declarations = new LinkedHashMap<>(current.declarations());
            declarations.put(id, checked.declaration());
            return Files.exists(files.keytab())
                    ? with(current, checked.config(), declarations)
                    : current.with(current.connections(), declarations);
        });
    }

    private static AdcacheConfig with(
            AdcacheConfig current,
            ConnectionConfig connection,
            Map<ConnectionId, AdcacheConfig.Declaration> declarations) {
        List<ConnectionConfig> connections = new ArrayList<>(current.connections());
        ConnectionId id = connection.directory().id();
        int at = 0;
        while (at < connections.size() && !connections.get(at).directory().id().equals(id)) {
            at++;
        }
        if (at < connections.size()) {
            connections.set(at, connection);
        } else {
            connections.add(connection);
        }
        return current.with(connections, declarations);
    }

    @Override
    public List<Problem> putKeytab(ConnectionId id, byte[] content)
            throws ConfigurationRefusedException, ProblemException {
        List<Problem> doubts = new ArrayList<>();
        reload.change(current -> {
            String keys = Objects.requireNonNull(current.declarations().get(id)).keys();
            ManagedSettings.Checked checked = checked(id, keys, folder.files(id), current);
            doubts.addAll(examine(content, checked.config()));
            write(folder.files(id).keytab(), content);
            return with(current, checked.config(), new LinkedHashMap<>(current.declarations()));
        });
        reload.sync(id);
        return doubts;
    }

    /** The settings of a connection, checked as if it had no keytab. */
    private ManagedSettings.Checked checked(ConnectionId id, String keys, ManagedFiles files, AdcacheConfig current)
            throws InvalidConfigException {
        ManagedSettings.Checked checked =
                ManagedSettings.check(id, keys, files.withKeytab(folder.path().resolve(id + ".absent")), current);
        ConnectionConfig config = checked.config();
        return new ManagedSettings.Checked(
                checked.text(),
                checked.declaration(),
                new ConnectionConfig(config.directory().withKeytab(files.keytab()), config.sync()));
    }

    /** Checks a keytab before it is stored; returns what is doubtful in it. */
    private static List<Problem> examine(byte[] content, ConnectionConfig config) throws ProblemException {
        KeytabCheck check = KeytabCheck.sent(content);
        KeytabReport report = check.report();
        check.principal(config.directory().principal(), config.directory().realm());
        for (Problem problem : report.problems()) {
            if (problem.type() == ProblemType.KEYTAB_NO_AES || problem.type() == ProblemType.KEYTAB_REALM_CASE) {
                throw new ProblemException(problem);
            }
        }
        return report.problems();
    }

    @Override
    public void putTrust(ConnectionId id, String pem) throws ConfigurationRefusedException, ProblemException {
        changeTrust(id, files -> {
            TrustAnchors unused = TrustAnchors.sent(CA_FILE, pem);
            write(files.trust(), pem.getBytes(StandardCharsets.UTF_8));
        });
    }

    @Override
    public void removeTrust(ConnectionId id) throws ConfigurationRefusedException, ProblemException {
        changeTrust(id, files -> data.delete(relative(files.trust())));
    }

    /** Change of the file of CAs. */
    private interface TrustChange {
        void make(ManagedFiles files) throws ProblemException;
    }

    private void changeTrust(ConnectionId id, TrustChange change)
            throws ConfigurationRefusedException, ProblemException {
        reload.change(current -> {
            ManagedFiles files = folder.files(id);
            String keys = Objects.requireNonNull(current.declarations().get(id)).keys();
            Optional<Path> named = ManagedSettings.check(id, keys, files, current)
                    .config()
                    .directory()
                    .tls()
                    .trust();
            if (named.isPresent() && !named.get().equals(files.trust())) {
                throw new InvalidConfigException(List.of(new ConfigProblem(
                        files.settings(),
                        0,
                        "tls.trust",
                        "the settings name a file of CAs on this machine.",
                        "Take this key out of the settings first.")));
            }
            change.make(files);
            ManagedSettings.Checked checked = ManagedSettings.check(id, keys, files, current);
            return Files.exists(files.keytab())
                    ? with(current, checked.config(), new LinkedHashMap<>(current.declarations()))
                    : current;
        });
        reload.sync(id);
    }

    @Override
    public ReloadDocument.Change remove(ConnectionId id) throws ConfigurationRefusedException, ProblemException {
        String key = "adcache.connections." + id;
        ReloadDocument changed = reload.change(current -> {
            ManagedFiles files = folder.files(id);
            data.delete(relative(files.keytab()));
            data.delete(relative(files.trust()));
            data.delete(relative(files.settings()));
            Map<ConnectionId, AdcacheConfig.Declaration> declarations = new LinkedHashMap<>(current.declarations());
            declarations.remove(id);
            return current.with(
                    current.connections().stream()
                            .filter(connection -> !connection.directory().id().equals(id))
                            .toList(),
                    declarations);
        });
        return changed.changed().stream()
                .filter(change -> change.key().equals(key))
                .findFirst()
                .orElseGet(() -> new ReloadDocument.Change(
                        key,
                        "removed",
                        "It had no data.",
                        Optional.of(new ReloadDocument.Wiped(0, 0, 0)),
                        Optional.empty()));
    }

    private void write(Path file, byte[] content) throws StoreException {
        data.createFolder(folder.path().getFileName().toString());
        data.write(relative(file), content);
    }

    private String relative(Path file) {
        return folder.path().getFileName().resolve(file.getFileName()).toString();
    }

    /** Deletes what a crash left of a trial: it may be a keytab. */
    void deleteUnfinished() throws StoreException {
        if (!Files.isDirectory(folder.path())) {
            return;
        }
        List<Path> left;
        try (Stream<Path> files = Files.list(folder.path())) {
            left = files.filter(file -> file.getFileName().toString().endsWith(".tmp"))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Path file : left) {
            data.delete(relative(file));
        }
    }
}
