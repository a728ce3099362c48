package org.adcache.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.http.HttpConfig;
import org.adcache.http.HttpLimits;
import org.adcache.tls.TlsIdentity;

/** Reader of the block {@code http}. */
final class HttpReader {
    private static final int DEFAULT_PORT = 8636;
    private static final Form<Long> COUNT = LimitForms.count(1, 1_000_000);
    private static final Form<Long> TOTAL_SIZE = LimitForms.size(2L << 20, 1L << 40);
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
        section.end();
        return new HttpConfig(host, port, tls, limits);
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
                number(section.optional("answers", TOTAL_SIZE)));
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

    private static Optional<HttpConfig.Tls> tls(Section section, boolean wanted) {
        Optional<Path> clientCa = section.optional("client-ca", FileForms.CERTIFICATES);
        Optional<HttpConfig.Tls> tls = Optional.empty();
        if (wanted) {
            Optional<Path> certificate = section.required("certificate", FileForms.CERTIFICATES);
            Optional<Path> privateKey = section.required("private-key", FileForms.PRIVATE_KEY);
            tls = certificate.flatMap(file -> privateKey.map(key -> new HttpConfig.Tls(file, key, clientCa)));
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
