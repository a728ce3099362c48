package org.adcache.directory.connect;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.util.ssl.SSLSocketVerifier;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509TrustManager;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.ServerAddress;

/**
 * Look at a controller before anything of it is trusted: the certificates that it presents, what speaks against them,
 * and its rootDSE. No credential is sent, and nothing that it says is used but to be shown.
 */
public final class ControllerProbe {
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final DirectoryConfig config;
    private final X509TrustManager anchors;
    private final Deadline deadline;

    /** @param anchors what the certificates are compared with */
    public ControllerProbe(DirectoryConfig config, X509TrustManager anchors, Deadline deadline) {
        this.config = config;
        this.anchors = anchors;
        this.deadline = deadline;
    }

    /**
     * What was seen of a controller.
     *
     * @param chain as presented, its own certificate first; empty if the handshake did not get so far
     * @param refused why its certificate is not trusted
     * @param failure why there is no connection, or why the rootDSE can't be used
     * @param connected whether the handshake was done
     * @param namingContext of its domain
     * @param realm of its domain
     */
    public record Seen(
            List<X509Certificate> chain,
            Optional<Problem> refused,
            Optional<Problem> failure,
            boolean connected,
            Optional<String> namingContext,
            Optional<String> realm) {
        public Seen {
            chain = List.copyOf(chain);
        }
    }

    /** Connects and reads what is readable without a bind. */
    public Seen look(ServerAddress server) {
        Presented presented = new Presented(TlsTrust.over(anchors, server));
        LDAPConnection connection;
        try {
            connection = new Connector(config, Optional.of(presented), presented.names()).connect(server, deadline);
        } catch (ProblemException e) {
            return new Seen(
                    presented.chain,
                    presented.refused,
                    Optional.of(e.problem()),
                    false,
                    Optional.empty(),
                    Optional.empty());
        }
        try {
            return root(server, connection, presented);
        } finally {
            BackgroundClose.inBackground(connection);
        }
    }

    private Seen root(ServerAddress server, LDAPConnection connection, Presented presented) {
        Optional<Problem> failure = Optional.empty();
        Optional<String> namingContext = Optional.empty();
        Optional<String> realm = Optional.empty();
        try {
            List<SearchResultEntry> found = BoundedSearch.few(
                    connection,
                    server.toString(),
                    deadline.millisAtMost(ANSWER),
                    "",
                    SearchScope.BASE,
                    Filter.createPresenceFilter("objectClass"),
                    List.of(),
                    "defaultNamingContext",
                    "ldapServiceName");
            if (found.size() == 1) {
                failure = new DomainProbe(config, connection, server, deadline).wrongDomain();
                namingContext = Optional.ofNullable(found.get(0).getAttributeValue("defaultNamingContext"));
                realm = Optional.ofNullable(found.get(0).getAttributeValue("ldapServiceName"))
                        .filter(name -> name.contains("@"))
                        .map(name -> name.substring(name.lastIndexOf('@') + 1));
            }
        } catch (LDAPException e) {
            failure = Optional.of(
                    LdapProblems.of("Reading the rootDSE", server.toString(), e).problem());
        } catch (ProblemException e) {
            failure = Optional.of(e.problem());
        }
        return new Seen(presented.chain, presented.refused, failure, true, namingContext, realm);
    }

    /** Trust manager that accepts everything, and remembers what it saw and what it would have refused. */
    private static final class Presented implements X509TrustManager {
        private final X509TrustManager judge;
        private volatile List<X509Certificate> chain = List.of();
        private volatile Optional<Problem> refused = Optional.empty();

        Presented(X509TrustManager judge) {
            this.judge = judge;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] presented, String authType) {
            chain = List.of(presented);
            try {
                judge.checkServerTrusted(presented, authType);
            } catch (CertificateException e) {
                refused = Causes.first(e, ProblemException.class).map(ProblemException::problem);
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] presented, String authType) throws CertificateException {
            throw new CertificateException("not a server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }

        /** The host-name check, whose refusal is remembered too. */
        SSLSocketVerifier names() {
            HostNameCheck check = new HostNameCheck();
            return new SSLSocketVerifier() {
                @Override
                public void verifySSLSocket(String host, int port, SSLSocket socket) {
                    try {
                        check.verifySSLSocket(host, port, socket);
                    } catch (LDAPException e) {
                        Optional<Problem> name =
                                Causes.first(e, ProblemException.class).map(ProblemException::problem);
                        refused = refused.or(() -> name);
                    }
                }
            };
        }
    }
}
