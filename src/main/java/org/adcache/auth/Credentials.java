package org.adcache.auth;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Credentials of a request, whatever may identify its sender; unverified except that the client holds the key of its
 * certificate.
 *
 * @param authorization value of the header Authorization, with its scheme
 * @param cookie all cookies, as in one header Cookie: {@code a=1; b=2}
 * @param clientCertificates the chain of the TLS handshake, the client's own first; empty if there was none
 * @param remoteAddress of the client, if a trusted proxy names it; empty if the connection is closed already
 * @param page where the request comes from, if a page sent it
 * @param proxyUser whom a trusted proxy has signed in, as {@code name@realm}
 * @param background whether a page sent it by itself, and no action of its reader: it does not use a session
 */
public record Credentials(
        Optional<String> authorization,
        Optional<String> cookie,
        List<X509Certificate> clientCertificates,
        Optional<InetAddress> remoteAddress,
        PageOrigin page,
        Optional<String> proxyUser,
        boolean background) {
    public Credentials {
        clientCertificates = List.copyOf(clientCertificates);
    }

    /** Credentials that no proxy has added to, of a reader's action. */
    public Credentials(
            Optional<String> authorization,
            Optional<String> cookie,
            List<X509Certificate> clientCertificates,
            Optional<InetAddress> remoteAddress,
            PageOrigin page) {
        this(authorization, cookie, clientCertificates, remoteAddress, page, Optional.empty(), false);
    }

    /** The same credentials, of a request that does not use a session. */
    public Credentials inBackground() {
        return new Credentials(authorization, cookie, clientCertificates, remoteAddress, page, proxyUser, true);
    }

    /** Omits secrets. */
    @Override
    public String toString() {
        return "credentials from "
                + remoteAddress.map(InetAddress::getHostAddress).orElse("a closed connection");
    }
}
