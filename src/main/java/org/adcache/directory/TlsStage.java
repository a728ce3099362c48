package org.adcache.directory;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.adcache.account.ProblemException;

/** The first server to which an encrypted connection with a good certificate can be made. */
final class TlsStage {
    private final DirectoryConfig config;
    private final Deadline deadline;
    private final Examination owner;

    TlsStage(DirectoryConfig config, Deadline deadline, Examination owner) {
        this.config = config;
        this.deadline = deadline;
        this.owner = owner;
    }

    /** A server and the connection to it, not bound yet. */
    record Connected(ServerAddress server, LDAPConnection connection) {}

    Finding<Connected> examine(List<ServerAddress> servers) throws ProblemException {
        Connector connector = new Connector(config.tls());
        List<ProblemException> failures = new ArrayList<>();
        for (ServerAddress server : servers) {
            try {
                LDAPConnection connection = owner.owned(connector.connect(server, deadline));
                StringBuilder detail = new StringBuilder(described(server, connection.getSSLSession()));
                failures.forEach(failure ->
                        detail.append(" Not so: ").append(failure.problem().detail()));
                return Finding.of(new Connected(server, connection), detail.toString());
            } catch (ServerUnavailable e) {
                failures.add(e);
            }
        }
        throw failures.get(0);
    }

    private static String described(ServerAddress server, SSLSession session) {
        String protocol = server + " speaks " + session.getProtocol() + " (" + session.getCipherSuite() + ")";
        try {
            Certificate certificate = session.getPeerCertificates()[0];
            return certificate instanceof X509Certificate x509
                    ? protocol + "; asked for the name " + server.host() + ", certificate of "
                            + x509.getSubjectX500Principal().getName() + ", " + TlsProblems.describe(x509)
                            + ", valid from " + x509.getNotBefore().toInstant() + '.'
                    : protocol + '.';
        } catch (SSLPeerUnverifiedException e) {
            return protocol + '.';
        }
    }
}
