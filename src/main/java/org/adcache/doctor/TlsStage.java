package org.adcache.doctor;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.adcache.account.ProblemException;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.ServerAddress;
import org.adcache.directory.connect.Connector;
import org.adcache.directory.connect.Deadline;
import org.adcache.directory.connect.ServerUnavailable;
import org.adcache.directory.connect.TlsProblems;

/** Stage that makes a TLS connection with a valid certificate to the first server that permits one. */
final class TlsStage {
    private final DirectoryConfig config;
    private final Deadline deadline;
    private final DoctorRun owner;

    TlsStage(DirectoryConfig config, Deadline deadline, DoctorRun owner) {
        this.config = config;
        this.deadline = deadline;
        this.owner = owner;
    }

    /**
     * A server and the connection to it.
     *
     * @param others reachable servers that were not tried yet
     */
    record Connected(ServerAddress server, LDAPConnection connection, List<ServerAddress> others) {}

    StageResult<Connected> examine(List<ServerAddress> servers) throws ProblemException {
        List<ServerUnavailable> failures = new ArrayList<>();
        Connected connected = connect(servers, failures);
        return StageResult.of(
                        connected,
                        described(connected.server(), connected.connection().getSSLSession()))
                .withFailures(failures);
    }

    /**
     * Connects to the first of these servers that permits it.
     *
     * @param failures of the servers tried before; failures of these servers are added
     * @throws ProblemException the first of the failures, if all servers failed
     */
    Connected connect(List<ServerAddress> servers, List<ServerUnavailable> failures) throws ProblemException {
        Connector connector = new Connector(config);
        for (int i = 0; i < servers.size(); i++) {
            try {
                LDAPConnection connection = owner.owned(connector.connect(servers.get(i), deadline));
                return new Connected(servers.get(i), connection, servers.subList(i + 1, servers.size()));
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
