package org.adcache.doctor;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.ServerAddress;
import org.adcache.directory.connect.Deadline;
import org.adcache.directory.controllers.SiteFinder;
import org.adcache.directory.controllers.SrvLookup;
import org.adcache.kerberos.KdcProbe;
import org.adcache.kerberos.KerberosLogin;

/** One run through the stages, with their dependencies. Closing it, from any thread, ends it. */
final class DoctorRun implements AutoCloseable {
    /** Share of the run's time for counting. */
    private static final Duration COUNTING = Duration.ofSeconds(20);

    private static final Problem STOPPED = new Problem(
            ProblemType.DOCTOR_STOPPED, "The examination was stopped.", "Start it again if that was not wanted.");

    private final DirectoryConfig config;
    private final KerberosLogin login;
    private final SrvLookup dns;
    private final Deadline deadline;
    private final Executor workers;
    private final TimeLimiter limiter;
    private final Consumer<CheckResult> listener;
    private final List<CheckResult> checks = new ArrayList<>();
    private final Set<LDAPConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile Optional<TimeLimiter.Started<?>> current = Optional.empty();
    private volatile boolean closed;

    /** @param listener notified of each result as soon as its stage has ended */
    DoctorRun(
            DirectoryConfig config,
            KerberosLogin login,
            SrvLookup dns,
            Deadline deadline,
            Executor workers,
            Consumer<CheckResult> listener) {
        this.config = config;
        this.login = login;
        this.dns = dns;
        this.deadline = deadline;
        this.workers = workers;
        this.limiter = new TimeLimiter(workers, deadline);
        this.listener = listener;
    }

    @FunctionalInterface
    private interface Stage<T> {
        StageResult<T> examine() throws ProblemException;
    }

    List<CheckResult> run() {
        Optional<KeytabStage.ServiceKeys> credentials = stage("keytab", new KeytabStage(config)::examine);
        SiteFinder sites = SiteFinder.of(config.domain(), deadline.clock());
        Optional<String> principal = whoAsks(credentials);
        AccountKdcs ofAccount = new AccountKdcs(config, principal, dns, login::knownKdcs);
        Optional<DnsStage.Hosts> hosts =
                stage("dns", new DnsStage(config, ofAccount, dns, sites, limiter, new Random())::examine);
        List<String> kdcs = hosts.map(DnsStage.Hosts::kdcs).orElse(List.of());
        List<ServerAddress> servers = hosts.map(DnsStage.Hosts::servers).orElse(List.of());
        Optional<KdcProbe.Answer> kdc = principal
                .filter(name -> !kdcs.isEmpty())
                .flatMap(name -> stage("clock", () -> new ClockStage(deadline).examine(name, kdcs)));
        boolean clockIsFine = kdc.isPresent() && !failed("clock");
        TlsStage tls = new TlsStage(config, deadline, this);
        if (!servers.isEmpty()) {
            stage("tcp", () -> new TcpStage(limiter).examine(servers))
                    .flatMap(reachable -> stage("tls", () -> tls.examine(reachable)))
                    .filter(server -> clockIsFine)
                    .ifPresent(server ->
                            credentials.ifPresent(known -> logIn(known, kdcs, kdc.orElseThrow(), tls, server)));
        }
        return List.copyOf(checks);
    }

    /** The account to query the KDC for; its clock needs no keytab if the configuration names the account. */
    private Optional<String> whoAsks(Optional<KeytabStage.ServiceKeys> credentials) {
        return credentials
                .map(KeytabStage.ServiceKeys::principal)
                .or(() -> config.principal().map(name -> name.indexOf('@') < 0 ? name + '@' + config.realm() : name));
    }

    private void logIn(
            KeytabStage.ServiceKeys credentials,
            List<String> kdcs,
            KdcProbe.Answer kdc,
            TlsStage tls,
            TlsStage.Connected server) {
        KerberosStage kerberos = new KerberosStage(config, login, kdcs, deadline);
        BindStage bind = new BindStage(config, login, deadline, tls);
        ChannelBindingStage binding = new ChannelBindingStage(config, login, deadline, this);
        stage("kerberos", () -> kerberos.examine(credentials, kdc, server))
                .flatMap(tickets -> stage("bind", () -> bind.examine(credentials, server)))
                .ifPresent(bound -> {
                    stage("channel-binding", () -> binding.examine(bound));
                    read(credentials, bind, bound);
                });
    }

    private void read(KeytabStage.ServiceKeys credentials, BindStage bind, TlsStage.Connected bound) {
        stage("base-readable", () -> new BaseStage(config, deadline, bind).examine(credentials, bound))
                .ifPresent(base -> {
                    Deadline counting =
                            new Deadline(deadline.clock().instant().plus(deadline.atMost(COUNTING)), deadline.clock());
                    stage("counts", () -> new CountStage(config, deadline, counting).examine(base));
                    stage("attributes", () -> new AttributesStage(config, deadline).examine(credentials, base));
                    stage("deleted-objects", () -> new DeletedObjectsStage(deadline).examine(base));
                });
    }

    private boolean failed(String id) {
        return checks.stream().anyMatch(check -> check.id().equals(id) && !check.ok());
    }

    private <T> Optional<T> stage(String id, Stage<T> stage) {
        if (wasStopped()) {
            return Optional.empty();
        }
        try {
            StageResult<T> result = found(id, stage);
            add(new CheckResult(id, result.problem().isEmpty(), result.detail(), result.problem()));
            return result.value();
        } catch (ProblemException e) {
            add(CheckResult.failed(id, reported(id, e.problem())));
            return Optional.empty();
        }
    }

    /** Whether a result already says that the run was stopped. */
    private boolean wasStopped() {
        return checks.stream()
                .flatMap(check -> check.problem().stream())
                .anyMatch(problem -> problem.type() == STOPPED.type());
    }

    private void add(CheckResult check) {
        checks.add(check);
        listener.accept(check);
    }

    /** Socket time-outs restart with each byte, and some calls have none, so the stage as a whole is limited. */
    private <T> StageResult<T> found(String id, Stage<T> stage) throws ProblemException {
        deadline.check("The stage " + id);
        try {
            return started(stage).within(deadline.left()).orElseThrow(() -> unfinished(id));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            throw new IllegalStateException("the stage " + id + " failed unexpectedly", e.getCause());
        }
    }

    private <T> TimeLimiter.Started<StageResult<T>> started(Stage<T> stage) throws ProblemException {
        if (closed) {
            throw new ProblemException(STOPPED);
        }
        try {
            TimeLimiter.Started<StageResult<T>> started = limiter.start(stage::examine);
            current = Optional.of(started);
            if (closed) {
                started.cancel();
            }
            return started;
        } catch (RejectedExecutionException e) {
            throw new ProblemException(STOPPED, e);
        }
    }

    private ProblemException unfinished(String id) {
        if (Thread.currentThread().isInterrupted()) {
            closed = true;
        }
        connections.forEach(this::closeInBackground);
        return new ProblemException(Deadline.over("The stage " + id));
    }

    private Problem reported(String id, Problem problem) {
        if (closed) {
            return STOPPED;
        }
        return problem.type() == ProblemType.SYNC_TIMEOUT || deadline.isOver()
                ? new Problem(
                        ProblemType.DOCTOR_TIMEOUT,
                        "The examination's time was up in the stage " + id + ": something answers too slowly.",
                        "Look at what the stages before took, at firewalls that drop packets, and at the servers' load.")
                : problem;
    }

    /** Closes the connection when the run ends. */
    LDAPConnection owned(LDAPConnection connection) {
        connections.add(connection);
        if (closed) {
            closeInBackground(connection);
        }
        return connection;
    }

    @Override
    public void close() {
        closed = true;
        current.ifPresent(TimeLimiter.Started::cancel);
        connections.forEach(this::closeInBackground);
    }

    /** Closes on another thread: closing a TLS socket waits for what a stalled server may still send. */
    private void closeInBackground(LDAPConnection connection) {
        try {
            workers.execute(connection::close);
        } catch (RejectedExecutionException e) {
            connection.close();
        }
    }
}
