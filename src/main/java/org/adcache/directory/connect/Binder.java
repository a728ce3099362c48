package org.adcache.directory.connect;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.ServerAddress;
import org.adcache.kerberos.ActionException;
import org.adcache.kerberos.KerberosErrors;
import org.adcache.kerberos.KerberosLogin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bind as the keytab's account, with a diagnosis of failures. */
public final class Binder {
    private static final Logger log = LoggerFactory.getLogger(Binder.class);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final DirectoryConfig config;
    private final KerberosLogin login;
    private final Clock clock;

    public Binder(DirectoryConfig config, KerberosLogin login, Clock clock) {
        this.config = config;
        this.login = login;
        this.clock = clock;
    }

    public void bind(LDAPConnection connection, ServerAddress server, Deadline deadline) throws ProblemException {
        GssapiBind request = new GssapiBind(server.host(), channelBinding(connection), deadline.millisAtMost(ANSWER));
        try {
            bindOnceMore(connection, request, server, deadline);
        } catch (ServerUnavailable e) {
            throw e;
        } catch (ProblemException e) {
            throw examined(e, new DomainProbe(config, connection, server, deadline));
        }
    }

    /**
     * Retries a rejected bind once with a new ticket: the old one may date from before the server changed its
     * password.
     */
    private void bindOnceMore(LDAPConnection connection, GssapiBind request, ServerAddress server, Deadline deadline)
            throws ProblemException {
        try {
            new TimedLogin(login, deadline).call(() -> connection.bind(request));
        } catch (ActionException e) {
            ProblemException refused = refused(server, e.getCause());
            if (refused instanceof ServerUnavailable) {
                throw refused;
            }
            login.drop();
            if (!connection.isConnected()) {
                throw refused;
            }
            log.debug("bind rejected, retrying with a new ticket", refused);
            bindAgain(connection, request.duplicate(), server, deadline);
        }
    }

    private void bindAgain(LDAPConnection connection, GssapiBind request, ServerAddress server, Deadline deadline)
            throws ProblemException {
        try {
            new TimedLogin(login, deadline).call(() -> connection.bind(request));
        } catch (ActionException e) {
            login.drop();
            throw refused(server, e.getCause());
        }
    }

    private static ProblemException refused(ServerAddress server, Throwable cause) {
        if (cause instanceof LDAPException answer && !answer.getResultCode().equals(GssapiBind.GSS_FAILED)) {
            return LdapProblems.of("The bind", server.toString(), answer);
        }
        return new ProblemException(KerberosErrors.explain("The bind to " + server, cause), cause);
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
            log.debug("the TLS session has no server certificate", e);
        }
        throw new ServerUnavailable(new Problem(
                ProblemType.TLS_FAILED, "The connection has no server certificate to bind to.", "Try again."));
    }

    /** Adds what the server reveals without a bind and may explain the failure: its clock and its domain. */
    private ProblemException examined(ProblemException failure, DomainProbe probe) {
        Problem problem = failure.problem();
        return switch (problem.type()) {
            case KERBEROS_CLOCK_SKEW ->
                probe.clock()
                        .map(theirs -> withTimes(failure, clock.instant(), theirs))
                        .orElse(failure);
            case KERBEROS_SERVER_UNKNOWN, KERBEROS_WRONG_REALM ->
                probe.wrongDomain()
                        .map(wrong -> new ProblemException(wrong, failure))
                        .orElse(failure);
            default -> failure;
        };
    }

    private static ProblemException withTimes(ProblemException skew, Instant ours, Instant theirs) {
        Problem problem = skew.problem();
        String times = " It is " + ours + " here and " + theirs + " at the domain controller.";
        return new ProblemException(new Problem(problem.type(), problem.detail() + times, problem.remedy()), skew);
    }
}
