package org.adcache.auth;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Credentials of a request, whatever may identify its sender; unverified except for the certificates.
 *
 * @param authorization value of the header Authorization, with its scheme
 * @param cookie all cookies, as in one header Cookie: {@code a=1; b=2}
 * @param clientCertificates the chain of the TLS handshake, the client's own first; empty if there was none
 * @param remoteAddress empty if the connection is closed already
 */
public record Credentials(
        Optional<String> authorization,
        Optional<String> cookie,
        List<X509Certificate> clientCertificates,
        Optional<InetAddress> remoteAddress) {
    public Credentials {
        clientCertificates = List.copyOf(clientCertificates);
    }

    /** Omits secrets. */
    @Override
    public String toString() {
        return "credentials from "
                + remoteAddress.map(InetAddress::getHostAddress).orElse("a closed connection");
    }
}
