package org.adcache.directory;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.directory.connect.BackgroundClose;
import org.adcache.directory.connect.Binder;
import org.adcache.directory.connect.Connector;
import org.adcache.directory.connect.ControllerKdcs;
import org.adcache.directory.connect.Deadline;
import org.adcache.directory.connect.DomainProbe;
import org.adcache.directory.connect.GlobalCatalog;
import org.adcache.directory.connect.ServerUnavailable;
import org.adcache.directory.controllers.DnsSrvLookup;
import org.adcache.directory.controllers.DomainControllers;
import org.adcache.directory.controllers.ServerBackOff;
import org.adcache.directory.controllers.SiteFinder;
import org.adcache.directory.feed.DirectoryMemory;
import org.adcache.kerberos.KerberosLogin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Active Directory or Samba domain. Its servers are tried in order until one is available. A server that rejects the
 * login ends the attempt: the others would reject it too, and each try may count towards a lockout.
 */
public final class ActiveDirectory implements Directory {
    private static final Logger log = LoggerFactory.getLogger(ActiveDirectory.class);

    private final DirectoryConfig config;
    private final Clock clock;
    private final ScheduledExecutorService timer;
    private final ServerOrder servers;
    private final ControllerKdcs kdcs;
    private final Connector connector;
    private final Binder binder;
    private final KerberosLogin login;
    private final DirectoryMemory memory;
    private final GlobalCatalog globalCatalog;
    private volatile String lastServer = "";

    /**
     * Opens no connection before the first {@link #open}.
     *
     * @param login used by this connection only; closed by the caller
     * @param timer closes connections at their deadlines
     */
    public ActiveDirectory(DirectoryConfig config, KerberosLogin login, Clock clock, ScheduledExecutorService timer) {
        this(
                config,
                login,
                clock,
                timer,
                new ServerOrder(
                        new DomainControllers(
                                config, new DnsSrvLookup(), SiteFinder.of(config.domain(), clock), new Random()),
                        new ServerBackOff(clock)),
                new ControllerKdcs(config),
                GlobalCatalog.standardPort(config.tls().mode()));
    }

    ActiveDirectory(
            DirectoryConfig config,
            KerberosLogin login,
            Clock clock,
            ScheduledExecutorService timer,
            ServerOrder servers,
            ControllerKdcs kdcs,
            Function<ServerAddress, OptionalInt> catalogPorts) {
        this.config = config;
        this.clock = clock;
        this.timer = timer;
        this.servers = servers;
        this.kdcs = kdcs;
        this.connector = new Connector(config);
        this.binder = new Binder(config, login, clock);
        this.login = login;
        this.memory = DirectoryMemory.fresh(clock);
        this.globalCatalog = new GlobalCatalog(connector, binder, catalogPorts);
    }

    /**
     * Counts of the domain controllers that were tried.
     *
     * @param up those whose last session succeeded
     * @param down those whose last session failed
     */
    public record Controllers(int up, int down) {}

    /** The domain controllers as far as they were tried. */
    public Controllers controllers() {
        return new Controllers(servers.backOff().count(true), servers.backOff().count(false));
    }

    @Override
    public DirectorySession open(Optional<ChangeCursor> cursor, Instant until) throws ProblemException {
        return open(servers.of(cursor), until);
    }

    @Override
    public DirectorySession openBest(Optional<ChangeCursor> cursor, Instant until) throws ProblemException {
        return open(servers.bestFirst(cursor), until);
    }

    private DirectorySession open(List<ServerAddress> inOrder, Instant until) throws ProblemException {
        Deadline deadline = new Deadline(until, clock);
        List<ServerAddress> tried = new ArrayList<>();
        List<ServerUnavailable> failures = new ArrayList<>();
        for (ServerAddress server : inOrder) {
            deadline.check("Finding a domain controller of " + config.domain());
            tried.add(server);
            try {
                DirectorySession session = openAt(server, inOrder, deadline);
                noteServer(session.server());
                return session;
            } catch (ServerUnavailable e) {
                log.debug("{} is unavailable", server, e);
                failures.add(e);
            }
        }
        throw allFailed(tried, failures);
    }

    @Override
    public Optional<DirectorySession> openOther(String server, Instant until) {
        Deadline deadline = new Deadline(until, clock);
        try {
            List<ServerAddress> others = servers.except(server);
            for (ServerAddress other : others) {
                deadline.check("Finding another domain controller of " + config.domain());
                try {
                    return Optional.of(openAt(other, others, deadline));
                } catch (ServerUnavailable e) {
                    log.debug("{} is unavailable", other, e);
                }
            }
        } catch (ProblemException e) {
            log.debug("no second opinion", e);
        }
        return Optional.empty();
    }

    /** Logs the server in use when it differs from the last one. */
    private void noteServer(String server) {
        if (!server.equals(lastServer)) {
            lastServer = server;
            log.info("connection {} reads from {}", config.id(), server);
        }
    }

    /** The first failure that names a fault to repair, rather than an unreachable server. */
    private static ProblemException allFailed(List<ServerAddress> tried, List<ServerUnavailable> failures) {
        ServerUnavailable telling = failures.stream()
                .filter(failure -> !failure.problem().type().isConnectionFailure())
                .findFirst()
                .orElse(failures.get(failures.size() - 1));
        if (tried.size() == 1) {
            return telling;
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; i < tried.size(); i++) {
            all.add(tried.get(i) + " (" + failures.get(i).problem().type() + ")");
        }
        Problem problem = telling.problem();
        return new ProblemException(
                new Problem(
                        problem.type(), problem.detail() + " Tried: " + String.join(", ", all) + ".", problem.remedy()),
                telling);
    }

    private DirectorySession openAt(ServerAddress server, List<ServerAddress> inOrder, Deadline deadline)
            throws ProblemException {
        try {
            LDAPConnection connection = connector.connect(server, deadline);
            kdcs.offer(login, server, inOrder);
            return bound(server, connection, deadline);
        } catch (ServerUnavailable e) {
            servers.backOff().failed(server);
            throw e;
        }
    }

    private DirectorySession bound(ServerAddress server, LDAPConnection connection, Deadline deadline)
            throws ProblemException {
        try {
            binder.bind(connection, server, deadline);
            DomainProbe probe = new DomainProbe(config, connection, server, deadline);
            DomainProbe.ProbedDomain found = probe.probe();
            String principal = login.principal();
            return new ActiveSession(
                    config,
                    connection,
                    server,
                    found,
                    deadline,
                    timer,
                    principal,
                    probe.accountName(found, principal),
                    memory,
                    servers.backOff(),
                    Optional.of(globalCatalog));
        } catch (ProblemException | RuntimeException e) {
            BackgroundClose.inBackground(connection);
            throw e;
        }
    }
}
