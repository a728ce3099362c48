package org.adcache;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import javax.net.ssl.X509TrustManager;
import org.adcache.account.ConnectionId;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.api.configuration.PreviewDocument;
import org.adcache.api.configuration.RefusedConfiguration;
import org.adcache.config.AdcacheConfig;
import org.adcache.config.InvalidConfigException;
import org.adcache.config.ManagedFiles;
import org.adcache.config.ManagedFolder;
import org.adcache.config.ManagedSettings;
import org.adcache.connection.Connection;
import org.adcache.connection.ConnectionConfig;
import org.adcache.directory.DirectorySession;
import org.adcache.doctor.CheckResult;
import org.adcache.doctor.DiscoveredDomain;
import org.adcache.doctor.DomainDiscovery;
import org.adcache.http.configuration.ConfigurationRefusedException;
import org.adcache.http.configuration.ConnectionTrial;
import org.adcache.integration.WipeListener;
import org.adcache.integration.WipeReceipt;
import org.adcache.kerberos.KeytabCheck;
import org.adcache.store.file.DataFolder;
import org.adcache.tls.TrustAnchors;

/**
 * Trials of connections that are not declared. The keytab and the CAs are files while one runs, as a login needs them; they are
 * deleted at the end, and at the next start after a crash.
 */
final class ConnectionTrials implements ConnectionTrial, WipeListener {
    private static final ConnectionId DRAFT = new ConnectionId("draft");

    private static final String UNFINISHED = ".tmp";

    private final DataFolder data;
    private final ManagedFolder folder;
    private final RunningParts parts;
    private final Clock clock;
    private final Set<DirectorySession> sessions = ConcurrentHashMap.newKeySet();

    ConnectionTrials(DataFolder data, ManagedFolder folder, RunningParts parts, Clock clock) {
        this.data = data;
        this.folder = folder;
        this.parts = parts;
        this.clock = clock;
    }

    /** What is done with a connection that is being tried. */
    private interface Trial {
        void run(Connection connection, ConnectionConfig config) throws ProblemException;
    }

    @Override
    public void test(Draft draft, Consumer<CheckResult> listener)
            throws ConfigurationRefusedException, ProblemException {
        run(draft, false, (connection, config) -> {
            String keytab = config.directory().keytab().toString();
            var unused = connection
                    .doctor()
                    .prepare(check -> listener.accept(withoutPath(check, keytab)))
                    .get();
        });
    }

    /** Nobody has seen the file that the keytab is in while it is tried. */
    private static CheckResult withoutPath(CheckResult check, String keytab) {
        return new CheckResult(
                check.id(),
                check.ok(),
                named(check.detail(), keytab),
                check.problem()
                        .map(problem -> new Problem(
                                problem.type(), named(problem.detail(), keytab), named(problem.remedy(), keytab))));
    }

    private static String named(String text, String keytab) {
        return text.replace("keytab " + keytab, "keytab")
                .replace("file " + keytab, "keytab")
                .replace(keytab, "The keytab");
    }

    @Override
    public PreviewDocument preview(Draft draft) throws ConfigurationRefusedException, ProblemException {
        Preview preview = new Preview();
        run(draft, true, (connection, config) -> {
            Instant deadline = clock.instant().plus(config.sync().timeout());
            try (DirectorySession session =
                    connection.sync(parts.tickets()::prepareAgain).directory().open(Optional.empty(), deadline)) {
                sessions.add(session);
                try {
                    session.readAll(preview);
                    preview.server(session.server());
                } finally {
                    sessions.remove(session);
                }
            }
        });
        return preview.document();
    }

    private void run(Draft draft, boolean checks, Trial trial) throws ConfigurationRefusedException, ProblemException {
        ManagedFiles files = files(draft);
        data.createFolder(folder.path().getFileName().toString());
        try {
            if (draft.trust().filter(pem -> !pem.isEmpty()).isPresent()) {
                TrustAnchors unused = TrustAnchors.sent(
                        ManagedConnections.CA_FILE, draft.trust().get());
                data.write(relative(files.trust()), draft.trust().get().getBytes(StandardCharsets.UTF_8));
            }
            ConnectionConfig config = config(draft.keys(), files);
            if (draft.keytab().isPresent()) {
                data.write(relative(files.keytab()), draft.octets());
            }
            if (checks) {
                new KeytabCheck(files.keytab())
                        .principal(
                                config.directory().principal(),
                                config.directory().realm());
            }
            Connection guest = parts.connections().admit(config);
            try {
                parts.integration().rearrange(epoch -> parts.tickets().clientsChanged(epoch.isPresent()));
                trial.run(guest, config);
            } finally {
                parts.connections().dismiss(guest);
                parts.integration().rearrange(epoch -> parts.tickets().clientsChanged(epoch.isPresent()));
            }
        } finally {
            for (Path file : List.of(files.keytab(), files.trust())) {
                if (file.getFileName().toString().endsWith(UNFINISHED)) {
                    data.delete(relative(file));
                }
            }
        }
    }

    /** The files of a draft: those that were sent in files of their own, the others of the connection as it is stored. */
    private ManagedFiles files(Draft draft) {
        String name = "draft-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        Path keytab = folder.path().resolve(name + ".keytab" + UNFINISHED);
        Path trust = folder.path().resolve(name + ".ca.pem" + UNFINISHED);
        Optional<ManagedFiles> saved = draft.saved().map(folder::files);
        return new ManagedFiles(
                folder.files(DRAFT).settings(),
                draft.keytab().isPresent() || saved.isEmpty()
                        ? keytab
                        : saved.get().keytab(),
                draft.trust().isPresent() || saved.isEmpty()
                        ? trust
                        : saved.get().trust());
    }

    private String relative(Path file) {
        return folder.path().getFileName().resolve(file.getFileName()).toString();
    }

    @Override
    public DiscoveredDomain discover(String keys, Optional<String> trust)
            throws ConfigurationRefusedException, ProblemException {
        Path none = folder.path().resolve("draft.none");
        ConnectionConfig config =
                config(keys, new ManagedFiles(folder.files(DRAFT).settings(), none, none));
        try {
            X509TrustManager anchors = trust.isPresent()
                    ? TrustAnchors.sent(ManagedConnections.CA_FILE, trust.get()).trustManager()
                    : TrustAnchors.trustManagerOfJvm();
            return new DomainDiscovery(config.directory(), clock, parts.workers()).discover(anchors);
        } catch (GeneralSecurityException e) {
            throw new ProblemException(
                    new Problem(
                            ProblemType.TRUST_UNREADABLE,
                            "The JVM's list of trusted CAs can't be used.",
                            "Upload the CA of the domain controllers, or repair the trust store of this Java."),
                    e);
        }
    }

    /** The settings, checked by themselves: a draft may read what another connection reads already. */
    private ConnectionConfig config(String keys, ManagedFiles files) throws ConfigurationRefusedException {
        AdcacheConfig alone = parts.alone();
        try {
            return ManagedSettings.check(DRAFT, keys, files, alone).config();
        } catch (InvalidConfigException e) {
            List<RefusedConfiguration.Item> problems = e.problems().stream()
                    .map(problem -> new RefusedConfiguration.Item(
                            "", problem.line(), problem.key(), problem.detail(), problem.suggestion()))
                    .toList();
            throw new ConfigurationRefusedException(problems);
        }
    }

    /** Ends what still reads. */
    @Override
    public void wiping() {
        sessions.forEach(DirectorySession::close);
    }

    @Override
    public void wiped(WipeReceipt receipt) {}

    @Override
    public void receiptSent() {}
}
