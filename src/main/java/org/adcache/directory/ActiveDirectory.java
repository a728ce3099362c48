package org.adcache.directory;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.kerberos.ActionException;
import org.adcache.kerberos.KerberosErrors;
import org.adcache.kerberos.KerberosLogin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An Active Directory domain, or a Samba one. Its servers are tried in order until one answers; a server that answers and
 * refuses ends the search, because the others would refuse too and each try may count towards a lockout.
 */
public final class ActiveDirectory implements Directory {
    private static final Logger log = LoggerFactory.getLogger(ActiveDirectory.class);
    private static final Duration BIND_ANSWER = Duration.ofSeconds(10);

    private final DirectoryConfig config;
    private final KerberosLogin login;
    private final Clock clock;
    private final ScheduledExecutorService timer;
    private final DomainControllers servers;
    private final Connector connector;
    private volatile String lastServer = "";

    /**
     * Connects with the first {@link #open}, not before.
     *
     * @param login of this connection alone; the caller closes it
     * @param timer ends connections at their deadlines
     */
    public ActiveDirectory(DirectoryConfig config, KerberosLogin login, Clock clock, ScheduledExecutorService timer) {
        this(config, login, clock, timer, new DomainControllers(config, new DnsSrvLookup(), new Random()));
    }

    ActiveDirectory(
            DirectoryConfig config,
            KerberosLogin login,
            Clock clock,
            ScheduledExecutorService timer,
            DomainControllers servers) {
        this.config = config;
        this.login = login;
        this.clock = clock;
        this.timer = timer;
        this.servers = servers;
        this.connector = new Connector(config.tls());
    }

    @Override
    public DirectorySession open(Instant until) throws ProblemException {
        Deadline deadline = new Deadline(until, clock);
        List<ServerAddress> tried = new ArrayList<>();
        List<ServerUnavailable> failures = new ArrayList<>();
        for (ServerAddress server : servers.inOrder()) {
            deadline.check("Finding a domain controller of " + config.domain());
            tried.add(server);
            try {
                DirectorySession session = openAt(server, deadline);
                noteServer(session.server());
                return session;
            } catch (ServerUnavailable e) {
                log.debug("{} is of no use", server, e);
                failures.add(e);
            }
        }
        throw allFailed(tried, failures);
    }

    /** Says once which server is read, and again when it is another. */
    private void noteServer(String server) {
        if (!server.equals(lastServer)) {
            lastServer = server;
            log.info("connection {} reads from {}", config.id(), server);
        }
    }

    /** Reports the first failure that names a fault to repair rather than a server that is away. */
    private static ProblemException allFailed(List<ServerAddress> tried, List<ServerUnavailable> failures) {
        ServerUnavailable telling = failures.stream()
                .filter(failure -> !failure.problem().type().startsWith("connect-"))
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

    private DirectorySession openAt(ServerAddress server, Deadline deadline) throws ProblemException {
        LDAPConnection connection = connector.connect(server, deadline);
        try {
            bind(connection, server, deadline);
            DomainProbe.Found found = new DomainProbe(config, connection, server, deadline).probe();
            return new ActiveSession(config, connection, server, found, deadline, timer);
        } catch (ProblemException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** A refused ticket may only be an old one, from before the server changed its password: once more with a new one. */
    private void bind(LDAPConnection connection, ServerAddress server, Deadline deadline) throws ProblemException {
        GssapiBind request =
                new GssapiBind(server.host(), channelBinding(connection), deadline.millisAtMost(BIND_ANSWER));
        try {
            try {
                login.call(deadline.end(), () -> connection.bind(request));
            } catch (ActionException e) {
                ProblemException refused = refused(server, e.getCause());
                if (refused instanceof ServerUnavailable) {
                    throw refused;
                }
                login.drop();
                if (!connection.isConnected()) {
                    throw refused;
                }
                log.debug("bind refused, trying again with a new ticket", refused);
                bindAgain(connection, request, server, deadline);
            }
        } catch (ProblemException e) {
            throw e.problem().type().equals("kerberos-clock-skew") ? withTimes(e, connection, server, deadline) : e;
        }
    }

    private void bindAgain(LDAPConnection connection, GssapiBind request, ServerAddress server, Deadline deadline)
            throws ProblemException {
        try {
            login.call(deadline.end(), () -> connection.bind(request.duplicate()));
        } catch (ActionException e) {
            login.drop();
            throw refused(server, e.getCause());
        }
    }

    private static ProblemException refused(ServerAddress server, Throwable cause) {
        String step = "Bind to " + server;
        if (cause instanceof LDAPException ldap) {
            Optional<Throwable> own = Optional.ofNullable(ldap.getCause());
            return own.flatMap(failure -> KerberosErrors.find(step, failure))
                    .map(problem -> new ProblemException(problem, ldap))
                    .orElseGet(() -> ldap.getDiagnosticMessage() == null && own.isPresent()
                            ? new ProblemException(KerberosErrors.explain(step, own.get()), ldap)
                            : LdapProblems.of("The bind", server.toString(), ldap));
        }
        return new ProblemException(KerberosErrors.explain(step, cause), cause);
    }

    private Optional<byte[]> channelBinding(LDAPConnection connection) throws ProblemException {
        if (!config.tls().channelBinding()) {
            return Optional.empty();
        }
        SSLSession session = connection.getSSLSession();
        try {
            if (session != null && session.getPeerCertificates()[0] instanceof X509Certificate certificate) {
                return Optional.of(ChannelBinding.endPoint(certificate));
            }
        } catch (SSLPeerUnverifiedException e) {
            log.debug("the TLS session has no certificate", e);
        }
        throw new ServerUnavailable(
                new Problem("tls-failed", "The connection has no server certificate to bind to.", "Try again."));
    }

    private ProblemException withTimes(
            ProblemException skew, LDAPConnection connection, ServerAddress server, Deadline deadline) {
        Optional<Instant> theirs = new DomainProbe(config, connection, server, deadline).clock();
        if (theirs.isEmpty()) {
            return skew;
        }
        Problem problem = skew.problem();
        String times = " It is " + clock.instant() + " here and " + theirs.get() + " at " + server + ".";
        return new ProblemException(new Problem(problem.type(), problem.detail() + times, problem.remedy()), skew);
    }
}
