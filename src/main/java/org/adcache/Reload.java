package org.adcache;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.api.ReportedProblem;
import org.adcache.api.configuration.RefusedConfiguration;
import org.adcache.api.configuration.ReloadDocument;
import org.adcache.auth.AuditLog;
import org.adcache.auth.Principal;
import org.adcache.config.AdcacheConfig;
import org.adcache.config.ConfigProblem;
import org.adcache.config.ConfigSource;
import org.adcache.config.InvalidConfigException;
import org.adcache.connection.Connection;
import org.adcache.http.configuration.ConfigurationRefusedException;
import org.adcache.http.configuration.Reloader;
import org.adcache.store.StoreException;
import org.adcache.store.WipeReport;
import org.adcache.sync.SyncMode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reload of the configuration while the service runs, one at a time. It is checked whole; then the difference is taken
 * in an order in which nobody gets a wrong answer: the answers, then the cycles, the data, and the parts.
 */
final class Reload implements Reloader, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Reload.class);
    /** A cycle that is longer in ending can't commit any more. */
    private static final Duration FOR_CYCLES = Duration.ofSeconds(1);

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final ConfigSource source;
    private final RunningParts parts;
    private final ReloadAudit audit;
    private volatile AdcacheConfig current;
    private @Nullable Runnable retry;
    private boolean closed;

    /**
     * @param source reads the configuration again; empty if it is in no file
     * @param started the configuration that the parts were built from
     */
    Reload(Optional<ConfigSource> source, AdcacheConfig started, RunningParts parts, AuditLog audit) {
        this.source = source.orElse(this::current);
        this.current = started;
        this.parts = parts;
        this.audit = new ReloadAudit(audit);
    }

    /** The configuration that is in use. */
    AdcacheConfig current() {
        return current;
    }

    /** Reloads as SIGHUP asks for; the log has the outcome. */
    void signalled() {
        try {
            if (reload(ReloadAudit.SIGNAL, Optional.empty()).changed().isEmpty()) {
                log.info("reload: nothing in the configuration has changed");
            }
        } catch (ConfigurationRefusedException e) {
            log.error("reload: the configuration is refused, and nothing was changed:\n{}", e.getMessage());
        } catch (ProblemException e) {
            log.error("reload: nothing was changed. {}", e.problem());
        } catch (RuntimeException e) {
            log.error("reload: it failed unexpectedly", e);
        }
    }

    @Override
    public synchronized ReloadDocument reload(Principal caller, Optional<InetAddress> from)
            throws ConfigurationRefusedException, ProblemException {
        try {
            AdcacheConfig read = source.read();
            read.warnings().forEach(warning -> log.warn("{}", warning));
            ReloadDocument taken = take(read);
            audit.taken(caller, from, taken);
            return taken;
        } catch (InvalidConfigException e) {
            audit.refused(caller, from, ConfigurationRefusedException.TYPE);
            throw new ConfigurationRefusedException(
                    e.problems().stream().map(Reload::item).toList());
        } catch (ProblemException e) {
            audit.refused(caller, from, e.problem().type().code());
            throw e;
        } catch (RuntimeException e) {
            audit.refused(caller, from, ProblemType.INTERNAL_ERROR.code());
            throw e;
        }
    }

    /** Change of the configuration that is in use, which has been checked and stored. */
    @FunctionalInterface
    interface Change {
        AdcacheConfig of(AdcacheConfig current) throws InvalidConfigException, ProblemException;
    }

    /** Changes the configuration without reading the file. */
    synchronized ReloadDocument change(Change change) throws ConfigurationRefusedException, ProblemException {
        try {
            return take(change.of(current));
        } catch (InvalidConfigException e) {
            throw new ConfigurationRefusedException(
                    e.problems().stream().map(Reload::item).toList());
        }
    }

    /** Starts a sync of a connection, unless the integration is off or it is not in use. */
    void sync(ConnectionId id) {
        try {
            parts.sync().request(id, SyncMode.AUTO);
        } catch (IllegalStateException | IllegalArgumentException e) {
            log.debug("{} is not synced", id, e);
        }
    }

    private static RefusedConfiguration.Item item(ConfigProblem problem) {
        return new RefusedConfiguration.Item(
                problem.file().toString(), problem.line(), problem.key(), problem.detail(), problem.suggestion());
    }

    private ReloadDocument take(AdcacheConfig read) throws InvalidConfigException, ProblemException {
        if (closed) {
            throw new IllegalStateException("the service is stopping");
        }
        AdcacheConfig next = parts.sharingLimits(read);
        ConfigurationDifference difference = new ConfigurationDifference(current, next);
        List<ConfigProblem> refusals = difference.refusals(source);
        if (!refusals.isEmpty()) {
            throw new InvalidConfigException(refusals);
        }
        if (difference.isNone()) {
            current = next;
            return new ReloadDocument(List.of());
        }
        parts.serving().reconfigure(next.lookup());
        current = next;
        parts.budgets().change(next.http().limits());
        parts.authentication().change(next.http());
        parts.accessLog().enable(next.http().accessLog());
        Map<ConnectionId, ConfigurationDifference.Kind> changes = difference.connections();
        Removal removal = changes.isEmpty() ? Removal.NONE : takeConnections(difference, changes);
        ReloadDocument taken = new ReloadDocument(documents(difference, changes, removal));
        taken.changed()
                .forEach(change -> log.atInfo()
                        .addKeyValue("key", change.key())
                        .addKeyValue("change", change.change())
                        .log("reload: {} {}: {}", change.key(), change.change(), change.effect()));
        return taken;
    }

    /** What was deleted of the connections that were removed, and why something is left of them. */
    private record Removal(Map<ConnectionId, WipeReport> deleted, Optional<Problem> left, boolean syncing) {
        static final Removal NONE = new Removal(Map.of(), Optional.empty(), false);
    }

    private Removal takeConnections(
            ConfigurationDifference difference, Map<ConnectionId, ConfigurationDifference.Kind> changes) {
        Set<ConnectionId> retired = changes.entrySet().stream()
                .filter(change -> change.getValue() == ConfigurationDifference.Kind.REMOVED
                        || change.getValue() == ConfigurationDifference.Kind.READ_ANEW)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        parts.sync().retire(retired).accept(FOR_CYCLES);
        Map<ConnectionId, WipeReport> deleted = Map.of();
        Optional<Problem> left = Optional.empty();
        try {
            if (changes.containsValue(ConfigurationDifference.Kind.REMOVED)) {
                deleted = parts.store().retain(difference.ids());
            }
        } catch (StoreException e) {
            left = Optional.of(e.problem());
            retryLater();
        }
        List<Connection> unused = new ArrayList<>();
        List<Boolean> syncing = new ArrayList<>();
        parts.integration().rearrange(epoch -> {
            unused.addAll(parts.connections().replace(difference.after().connections()));
            arrange(retired, epoch);
            syncing.add(epoch.isPresent());
        });
        unused.forEach(Connection::close);
        return new Removal(deleted, left, syncing.get(0));
    }

    private void arrange(Set<ConnectionId> retired, Optional<Epoch> epoch) {
        parts.tickets().clientsChanged(epoch.isPresent());
        parts.sync()
                .arrange(
                        parts.connections().all().stream()
                                .map(connection -> connection.sync(parts.tickets()::prepareAgain))
                                .toList(),
                        retired,
                        epoch);
    }

    private void retryLater() {
        if (retry == null && !closed) {
            retry = parts.timer().after(RETRY, () -> parts.workers().execute(this::removeAgain))::cancel;
        }
    }

    private synchronized void removeAgain() {
        retry = null;
        if (closed) {
            return;
        }
        try {
            Set<ConnectionId> kept = new LinkedHashSet<>();
            current.connections()
                    .forEach(connection -> kept.add(connection.directory().id()));
            parts.store().retain(kept);
            log.info("reload: what was left of the connections that were removed is deleted");
        } catch (StoreException e) {
            log.warn("reload: something is still there of connections that were removed: {}", e.problem());
            retryLater();
        }
    }

    private static List<ReloadDocument.Change> documents(
            ConfigurationDifference difference,
            Map<ConnectionId, ConfigurationDifference.Kind> changes,
            Removal removal) {
        List<ReloadDocument.Change> all = new ArrayList<>();
        difference.settings().forEach(key -> all.add(changed(key, "It holds from now on.")));
        changes.forEach((id, kind) -> all.add(document(ReloadAudit.CONNECTIONS + id, id, kind, removal)));
        return all;
    }

    private static ReloadDocument.Change document(
            String key, ConnectionId id, ConfigurationDifference.Kind kind, Removal removal) {
        String start = removal.syncing() ? "starts now." : "starts when the integration is switched on.";
        return switch (kind) {
            case ADDED ->
                new ReloadDocument.Change(key, "added", "Its first sync " + start, Optional.empty(), Optional.empty());
            case READ_ANEW -> changed(key, "A sync that reads everything " + start);
            case RESCHEDULED -> changed(key, "The next sync is planned anew.");
            case LIMITED -> changed(key, "It holds from the next sync on.");
            case REMOVED -> removed(key, id, removal);
        };
    }

    private static ReloadDocument.Change changed(String key, String effect) {
        return new ReloadDocument.Change(key, "changed", effect, Optional.empty(), Optional.empty());
    }

    private static ReloadDocument.Change removed(String key, ConnectionId id, Removal removal) {
        if (removal.left().isPresent()) {
            Problem left = removal.left().get();
            return new ReloadDocument.Change(
                    key,
                    ReloadAudit.REMOVED,
                    "It isn't served any more. Its data could not be deleted yet; that is tried again.",
                    Optional.empty(),
                    Optional.of(new ReportedProblem(left.type().code(), left.detail(), left.remedy())));
        }
        WipeReport report = removal.deleted().getOrDefault(id, new WipeReport(0, 0, 0, List.of()));
        return new ReloadDocument.Change(
                key,
                ReloadAudit.REMOVED,
                "Its data is deleted: " + report.accounts() + " accounts in " + report.files() + " files.",
                Optional.of(new ReloadDocument.Wiped(report.accounts(), report.files(), report.bytes())),
                Optional.empty());
    }

    /** Waits for a reload in progress; none begins any more. */
    @Override
    public synchronized void close() {
        closed = true;
        if (retry != null) {
            retry.run();
        }
    }
}
