package org.adcache.http;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.adcache.auth.certificate.CertificateClient;
import org.adcache.auth.session.SessionLimits;
import org.adcache.auth.sso.Role;
import org.adcache.auth.sso.SingleSignOnConfig;
import org.adcache.http.proxy.TrustedProxies;

/**
 * Settings of the HTTP listener.
 *
 * @param port 0 is any free port
 * @param clients known by their certificates
 * @param sso single sign-on of people, whose roles say what they may do
 * @param proxies whose headers are believed
 * @param accessLog whether each request is logged
 */
public record HttpConfig(
        String host,
        int port,
        Optional<Tls> tls,
        HttpLimits limits,
        List<CertificateClient> clients,
        SessionLimits sessions,
        Optional<SingleSignOnConfig> sso,
        List<Role> roles,
        TrustedProxies proxies,
        boolean accessLog) {
    public HttpConfig {
        clients = List.copyOf(clients);
        roles = List.copyOf(roles);
    }

    /**
     * PEM files.
     *
     * @param clientCa CAs of client certificates, which are requested then
     * @param clientCrl what those have revoked
     */
    public record Tls(Path certificate, Path privateKey, Optional<Path> clientCa, Optional<Path> clientCrl) {
        /** The files without CRLs. */
        public Tls(Path certificate, Path privateKey, Optional<Path> clientCa) {
            this(certificate, privateKey, clientCa, Optional.empty());
        }
    }

    /** The settings with the default limits, without clients. */
    public HttpConfig(String host, int port, Optional<Tls> tls) {
        this(host, port, tls, HttpLimits.DEFAULTS, List.of(), SessionLimits.DEFAULTS);
    }

    /** The settings without single sign-on. */
    public HttpConfig(
            String host,
            int port,
            Optional<Tls> tls,
            HttpLimits limits,
            List<CertificateClient> clients,
            SessionLimits sessions) {
        this(host, port, tls, limits, clients, sessions, Optional.empty(), List.of());
    }

    /** The settings without proxies. */
    public HttpConfig(
            String host,
            int port,
            Optional<Tls> tls,
            HttpLimits limits,
            List<CertificateClient> clients,
            SessionLimits sessions,
            Optional<SingleSignOnConfig> sso,
            List<Role> roles) {
        this(host, port, tls, limits, clients, sessions, sso, roles, TrustedProxies.NONE, false);
    }

    /** The settings with these proxies. */
    public HttpConfig with(TrustedProxies others) {
        return new HttpConfig(host, port, tls, limits, clients, sessions, sso, roles, others, accessLog);
    }

    /** The settings with the access log on or off. */
    public HttpConfig withAccessLog(boolean on) {
        return new HttpConfig(host, port, tls, limits, clients, sessions, sso, roles, proxies, on);
    }
}
