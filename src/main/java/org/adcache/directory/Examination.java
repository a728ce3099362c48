package org.adcache.directory;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.kerberos.KdcProbe;
import org.adcache.kerberos.KerberosLogin;

/** One run through the stages; says what needs what. Closing it, from any thread, ends it. */
final class Examination implements AutoCloseable {
    /** What counting may take of the examination's time. */
    private static final Duration COUNTING = Duration.ofSeconds(20);

    private final DirectoryConfig config;
    private final KerberosLogin login;
    private final SrvLookup dns;
    private final Deadline deadline;
    private final Executor workers;
    private final Impatience impatience;
    private final List<Check> checks = new ArrayList<>();
    private final Set<LDAPConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Examination(DirectoryConfig config, KerberosLogin login, SrvLookup dns, Deadline deadline, Executor workers) {
        this.config = config;
        this.login = login;
        this.dns = dns;
        this.deadline = deadline;
        this.workers = workers;
        this.impatience = new Impatience(workers, deadline);
    }

    /** A stage's work. */
    @FunctionalInterface
    private interface Stage<T> {
        Finding<T> examine() throws ProblemException;
    }

    List<Check> run() {
        Optional<KeytabStage.Credentials> credentials = stage("keytab", new KeytabStage(config)::examine);
        SiteFinder sites = new SiteFinder(new LdapPing(config.domain()), deadline.clock());
        Optional<DnsStage.Hosts> hosts =
                stage("dns", new DnsStage(config, dns, sites, impatience, new Random())::examine);
        List<String> kdcs = hosts.map(DnsStage.Hosts::kdcs).orElse(List.of());
        List<ServerAddress> servers = hosts.map(DnsStage.Hosts::servers).orElse(List.of());
        Optional<KdcProbe.Answer> kdc = whoAsks(credentials)
                .filter(principal -> !kdcs.isEmpty())
                .flatMap(principal -> stage("clock", () -> new ClockStage(deadline).examine(principal, kdcs)));
        boolean clockIsFine = kdc.isPresent() && !failed("clock");
        if (!servers.isEmpty()) {
            stage("tcp", () -> new TcpStage(impatience).examine(servers))
                    .flatMap(reachable -> stage("tls", () -> new TlsStage(config, deadline, this).examine(reachable)))
                    .filter(server -> clockIsFine)
                    .ifPresent(server -> credentials.ifPresent(known -> logIn(known, kdc.orElseThrow(), server)));
        }
        return List.copyOf(checks);
    }

    /** The KDC's clock can be asked for without a keytab, if the configuration names the account. */
    private Optional<String> whoAsks(Optional<KeytabStage.Credentials> credentials) {
        return credentials
                .map(KeytabStage.Credentials::principal)
                .or(() -> config.principal().map(name -> name.indexOf('@') < 0 ? name + '@' + config.realm() : name));
    }

    private void logIn(KeytabStage.Credentials credentials, KdcProbe.Answer kdc, TlsStage.Connected server) {
        KerberosStage kerberos = new KerberosStage(config, login, deadline);
        BindStage bind = new BindStage(config, login, deadline);
        ChannelBindingStage binding = new ChannelBindingStage(config, login, deadline, this);
        stage("kerberos", () -> kerberos.examine(credentials, kdc, server))
                .flatMap(tickets -> stage("bind", () -> bind.examine(credentials, server)))
                .ifPresent(bound -> {
                    stage("channel-binding", () -> binding.examine(server));
                    read(credentials, server);
                });
    }

    private void read(KeytabStage.Credentials credentials, TlsStage.Connected server) {
        stage("base-readable", () -> new BaseStage(config, deadline).examine(server))
                .ifPresent(base -> {
                    Deadline counting =
                            new Deadline(deadline.clock().instant().plus(deadline.atMost(COUNTING)), deadline.clock());
                    stage("counts", () -> new CountStage(config, deadline, counting).examine(server, base));
                    stage(
                            "deleted-objects",
                            () -> new DeletedObjectsStage(deadline).examine(credentials, server, base));
                });
    }

    private boolean failed(String id) {
        return checks.stream().anyMatch(check -> check.id().equals(id) && !check.ok());
    }

    private <T> Optional<T> stage(String id, Stage<T> stage) {
        try {
            if (closed) {
                return Optional.empty();
            }
            deadline.check("The stage " + id);
            Finding<T> finding = stage.examine();
            checks.add(new Check(id, finding.problem().isEmpty(), finding.detail(), finding.problem()));
            return finding.value();
        } catch (ProblemException e) {
            checks.add(Check.failed(id, reported(id, e.problem())));
            return Optional.empty();
        }
    }

    private Problem reported(String id, Problem problem) {
        if (closed) {
            return new Problem(
                    "doctor-stopped", "The examination was stopped.", "Start it again if that was not wanted.");
        }
        return problem.type().equals("sync-timeout") || deadline.isOver()
                ? new Problem(
                        "doctor-timeout",
                        "The examination's time was up in the stage " + id + ": something answers too slowly.",
                        "Look at what the stages before took, at firewalls that drop packets, and at the servers' load.")
                : problem;
    }

    /** Makes the connection end with the examination. */
    LDAPConnection owned(LDAPConnection connection) {
        connections.add(connection);
        if (closed) {
            hangUp(connection);
        }
        return connection;
    }

    @Override
    public void close() {
        closed = true;
        connections.forEach(this::hangUp);
    }

    /** Closing a TLS socket waits for what a stalled server may still send, so nobody waits for it. */
    private void hangUp(LDAPConnection connection) {
        try {
            workers.execute(connection::close);
        } catch (RejectedExecutionException e) {
            connection.close();
        }
    }
}
