package org.adcache.directory.connect;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.SSLSocketVerifier;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.adcache.account.ProblemException;
import org.adcache.directory.ServerAddress;

/** TLS host-name verification; the SDK's default accepts any name. */
final class HostNameCheck extends SSLSocketVerifier {
    private final HostNameSSLSocketVerifier names = new HostNameSSLSocketVerifier(true);

    @Override
    public void verifySSLSocket(String host, int port, SSLSocket socket) throws LDAPException {
        try {
            names.verifySSLSocket(host, port, socket);
            if (!CertificateNames.allow(host, certificate(socket))) {
                throw new LDAPException(ResultCode.CONNECT_ERROR, "only the common name is " + host);
            }
        } catch (SSLPeerUnverifiedException e) {
            throw new LDAPException(ResultCode.CONNECT_ERROR, "host name", e);
        } catch (LDAPException e) {
            throw new LDAPException(ResultCode.CONNECT_ERROR, "host name", problem(host, port, socket, e));
        }
    }

    private static Exception problem(String host, int port, SSLSocket socket, LDAPException cause) {
        try {
            return new ProblemException(
                    TlsProblems.wrongHostName(new ServerAddress(host, port), certificate(socket)), cause);
        } catch (SSLPeerUnverifiedException e) {
            return e;
        }
    }

    private static X509Certificate certificate(SSLSocket socket) throws SSLPeerUnverifiedException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
}
