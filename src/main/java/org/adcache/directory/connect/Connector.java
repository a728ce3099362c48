package org.adcache.directory.connect;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPExtendedOperationException;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.util.ssl.SSLSocketVerifier;
import com.unboundid.util.ssl.SSLUtil;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.ServerAddress;
import org.adcache.directory.TlsConfig;

/** Opener of TLS connections whose certificate chain and host name have been verified. */
public final class Connector {
    static final Duration CONNECT = Duration.ofSeconds(5);
    /** Shorter than the connect time-out, so that the SDK sees why the handshake failed. */
    private static final Duration HANDSHAKE_SILENCE = Duration.ofSeconds(4);

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private final TlsConfig tls;
    private final int maxMessage;
    private final Optional<X509TrustManager> trust;
    private final SSLSocketVerifier names;

    public Connector(DirectoryConfig config) {
        this(config, Optional.empty(), new HostNameCheck());
    }

    /** @param trust in place of the configured one */
    Connector(DirectoryConfig config, Optional<X509TrustManager> trust, SSLSocketVerifier names) {
        this.tls = config.tls();
        this.maxMessage = config.limits().sizes().message();
        this.trust = trust;
        this.names = names;
    }

    public LDAPConnection connect(ServerAddress server, Deadline deadline) throws ProblemException {
        deadline.check("The connection to " + server);
        ClientCertificateRequest request = new ClientCertificateRequest();
        SSLSocketFactory sockets = sockets(server, request);
        boolean ldaps = tls.mode() == TlsConfig.Mode.LDAPS;
        LDAPConnection connection =
                ldaps ? new LDAPConnection(sockets, options(deadline)) : new LDAPConnection(options(deadline));
        try {
            connection.connect(server.host(), server.port(), deadline.millisAtMost(CONNECT));
            if (!ldaps) {
                startTls(connection, server, sockets);
            }
            return connection;
        } catch (LDAPException e) {
            BackgroundClose.inBackground(connection);
            throw new ServerUnavailable(TlsProblems.connecting(server, tls.mode(), e, request.isMade()), e);
        } catch (ProblemException e) {
            BackgroundClose.inBackground(connection);
            throw e;
        }
    }

    private static void startTls(LDAPConnection connection, ServerAddress server, SSLSocketFactory sockets)
            throws LDAPException, ServerUnavailable {
        try {
            connection.processExtendedOperation(new StartTLSExtendedRequest(sockets));
        } catch (LDAPExtendedOperationException e) {
            throw new ServerUnavailable(
                    new Problem(
                            ProblemType.STARTTLS_REFUSED,
                            server + " refused StartTLS with result "
                                    + e.getResultCode().intValue() + ".",
                            "StartTLS needs the plain LDAP port (389) and a certificate on the domain controller."),
                    e);
        }
    }

    private SSLSocketFactory sockets(ServerAddress server, ClientCertificateRequest request) throws ProblemException {
        try {
            return new TimeoutSocketFactory(
                    new SSLUtil(request, trust.isPresent() ? trust.get() : TlsTrust.of(tls.trust(), server))
                            .createSSLSocketFactory("TLS"),
                    HANDSHAKE_SILENCE);
        } catch (GeneralSecurityException e) {
            throw new ProblemException(
                    new Problem(
                            ProblemType.TLS_FAILED, "This Java has no TLS.", "Use a JDK with its standard providers."),
                    e);
        }
    }

    private LDAPConnectionOptions options(Deadline deadline) {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setUseSynchronousMode(true);
        options.setConnectTimeoutMillis(deadline.millisAtMost(CONNECT));
        options.setResponseTimeoutMillis(deadline.millisAtMost(ANSWER));
        options.setSSLSocketVerifier(names);
        options.setFollowReferrals(false);
        // Otherwise close() waits 5 s for an unreachable server, past the end of a cycle and on the shared timer.
        options.setUseLinger(false, 0);
        options.setMaxMessageSize(maxMessage);
        return options;
    }
}
