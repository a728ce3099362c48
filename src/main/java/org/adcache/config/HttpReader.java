package org.adcache.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.auth.certificate.CertificateClient;
import org.adcache.auth.session.SessionLimits;
import org.adcache.auth.sso.Role;
import org.adcache.auth.sso.SingleSignOnConfig;
import org.adcache.config.form.FileForms;
import org.adcache.config.form.Form;
import org.adcache.config.form.Forms;
import org.adcache.config.form.LimitForms;
import org.adcache.config.form.NetworkForms;
import org.adcache.http.HttpConfig;
import org.adcache.http.HttpLimits;
import org.adcache.http.proxy.Network;
import org.adcache.http.proxy.TrustedProxies;
import org.adcache.http.rate.RateLimits;
import org.adcache.tls.ClientAuthorities;
import org.adcache.tls.TlsIdentity;

/** Reader of the block {@code http}. */
final class HttpReader {
    private static final int DEFAULT_PORT = 8636;
    private static final Form<Long> COUNT = LimitForms.count(1, 1_000_000);
    private static final Form<Long> TOTAL_SIZE = LimitForms.size(2L << 20, 1L << 40);
    private static final Form<Long> SESSIONS = LimitForms.count(1, 1000);
    private static final Form<Duration> SESSION_TIME = LimitForms.time(Duration.ofSeconds(1), Duration.ofDays(7));
    private static final Form<Duration> CLIENT_TIME = LimitForms.time(Duration.ofSeconds(1), Duration.ofMinutes(10));

    private HttpReader() {}

    static HttpConfig read(Section section) {
        String host = section.value("host", NetworkForms.LISTEN_HOST, "127.0.0.1");
        int port = section.value("port", NetworkForms.LISTEN_PORT, DEFAULT_PORT);
        Section tlsSection = section.section("tls");
        boolean tlsWanted = tlsSection.has("certificate") || tlsSection.has("private-key");
        Optional<HttpConfig.Tls> tls = tls(tlsSection, tlsWanted);
        if (!tlsWanted && !NetworkForms.loopback(host)) {
            section.problem(
                    "host",
                    "\"" + host + "\" can be reached from other machines, and there is no TLS.",
                    "Set http.tls.certificate and http.tls.private-key, or listen on 127.0.0.1.");
        }
        HttpLimits limits = limits(section.section("limits"));
        List<CertificateClient> clients = CertificateClients.read(section);
        if (!clients.isEmpty() && tls.flatMap(HttpConfig.Tls::clientCa).isEmpty()) {
            section.problem(
                    "clients",
                    "clients are known by their certificates, and there is no CA to trust.",
                    "Set http.tls.client-ca to the PEM file of the CA that issues their certificates.");
        }
        SessionLimits sessions = sessions(section.section("sessions"));
        TrustedProxies proxies = proxies(section);
        boolean accessLog = section.value("access-log", Forms.FLAG, false);
        Optional<SingleSignOnConfig> sso = AccessReader.sso(section.section("sso"));
        List<Role> roles = AccessReader.roles(section.section("roles"));
        if (!roles.isEmpty()
                && !section.section("sso").has("keytab")
                && proxies.userHeader().isEmpty()) {
            section.problem("roles", "nobody signs in who could have one.", "Set http.sso.keytab, or leave it out.");
        }
        section.end();
        return new HttpConfig(host, port, tls, limits, clients, sessions, sso, roles)
                .with(proxies)
                .withAccessLog(accessLog);
    }

    private static TrustedProxies proxies(Section section) {
        List<Network> networks = section.list("trusted-proxies", NetworkForms.NETWORK, List.of());
        Optional<String> userHeader = section.optional("proxy-user-header", NetworkForms.USER_HEADER);
        if (networks.isEmpty() && userHeader.isPresent()) {
            section.problem(
                    "proxy-user-header",
                    "nobody may send it, as trusted-proxies is empty.",
                    "Write the addresses of the proxies there, or leave it out.");
            return TrustedProxies.NONE;
        }
        return new TrustedProxies(networks, userHeader);
    }

    private static SessionLimits sessions(Section section) {
        SessionLimits defaults = SessionLimits.DEFAULTS;
        Duration idle = section.value("idle", SESSION_TIME, defaults.idle());
        Duration longest = section.value("longest", SESSION_TIME, defaults.longest());
        long perCaller = section.value("per-caller", SESSIONS, (long) defaults.perCaller());
        if (longest.compareTo(idle) < 0) {
            section.problem("longest", "it is shorter than idle.", "Write at least the same time.");
            longest = idle;
        }
        section.end();
        return new SessionLimits(idle, longest, (int) perCaller);
    }

    private static HttpLimits limits(Section section) {
        HttpLimits defaults = HttpLimits.DEFAULTS;
        HttpLimits limits = new HttpLimits(
                number(section.optional("connections", COUNT)),
                section.value("connections-per-address", COUNT, defaults.connectionsPerAddress()),
                section.value("handshakes", COUNT, defaults.handshakes()),
                section.value("body-time", CLIENT_TIME, defaults.bodyTime()),
                number(section.optional("bodies", TOTAL_SIZE)),
                section.value("large-bodies", COUNT, defaults.largeBodies()),
                section.value("answer-time", CLIENT_TIME, defaults.answerTime()),
                number(section.optional("answers", TOTAL_SIZE)),
                new RateLimits(
                        section.optional("suggest", LimitForms.RATE),
                        section.value(
                                "sign-in", LimitForms.RATE, defaults.rates().signIn()),
                        section.optional("caller", LimitForms.RATE),
                        section.optional("address", LimitForms.RATE)));
        section.end();
        return limits;
    }

    private static OptionalLong number(Optional<Long> value) {
        return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
    }

    /** Returns why the service can't use certificate and key together, if it can't. */
    private static Optional<Problem> problem(HttpConfig.Tls tls) {
        try {
            TlsIdentity.read(tls.certificate(), tls.privateKey());
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(e.problem());
        }
    }

    /** Returns why the CAs and CRLs can't be used, if they can't. */
    private static Optional<Problem> problem(Path clientCa, Optional<Path> clientCrl) {
        try {
            ClientAuthorities.read(clientCa, clientCrl);
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(e.problem());
        }
    }

    private static Optional<HttpConfig.Tls> tls(Section section, boolean wanted) {
        Optional<Path> clientCa = section.optional("client-ca", FileForms.CERTIFICATES);
        Optional<Path> clientCrl = section.optional("client-crl", FileForms.NAMED);
        clientCa.flatMap(file -> problem(file, clientCrl))
                .ifPresent(problem -> section.problem(
                        clientCrl.isPresent() ? "client-crl" : "client-ca", problem.detail(), problem.remedy()));
        if (clientCrl.isPresent() && !section.has("client-ca")) {
            section.problem("client-crl", "it needs client-ca.", "Set client-ca, or leave it out.");
        }
        Optional<HttpConfig.Tls> tls = Optional.empty();
        if (wanted) {
            Optional<Path> certificate = section.required("certificate", FileForms.CERTIFICATES);
            Optional<Path> privateKey = section.required("private-key", FileForms.PRIVATE_KEY);
            tls = certificate.flatMap(
                    file -> privateKey.map(key -> new HttpConfig.Tls(file, key, clientCa, clientCrl)));
            tls.flatMap(HttpReader::problem)
                    .ifPresent(problem -> section.problem("private-key", problem.detail(), problem.remedy()));
        } else if (section.has("client-ca")) {
            section.problem(
                    "client-ca", "it needs TLS, which is off.", "Set certificate and private-key, or leave it out.");
        }
        section.end();
        return tls;
    }
}
