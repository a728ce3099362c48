package org.adcache;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.adcache.account.ProblemException;
import org.adcache.api.StatusDocument.Expiring;
import org.adcache.config.AdcacheConfig;
import org.adcache.connection.ConnectionConfig;
import org.adcache.http.HttpConfig;
import org.adcache.tls.PemFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The certificates of the configuration's files, by their end. The files are read once a minute at most. */
final class Expirations implements Supplier<List<Expiring>> {
    private static final Logger log = LoggerFactory.getLogger(Expirations.class);
    private static final Duration READ_EVERY = Duration.ofMinutes(1);

    private final Supplier<AdcacheConfig> config;
    private final Clock clock;
    private volatile @Nullable Known known;

    private record Known(AdcacheConfig of, Instant readAt, List<Expiring> all) {}

    Expirations(Supplier<AdcacheConfig> config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // A reload makes another configuration, equal or not.
    public List<Expiring> get() {
        AdcacheConfig now = config.get();
        Known last = known;
        Instant at = clock.instant();
        if (last == null || last.of() != now || !at.isBefore(last.readAt().plus(READ_EVERY))) {
            last = new Known(now, at, read(now));
            known = last;
        }
        return last.all();
    }

    private static List<Expiring> read(AdcacheConfig config) {
        List<Expiring> all = new ArrayList<>();
        Optional<HttpConfig.Tls> tls = config.http().tls();
        // The service's own certificate is the first; those that follow are of its CAs.
        tls.ifPresent(files -> certificates(files.certificate()).stream()
                .findFirst()
                .ifPresent(own -> all.add(expiring("certificate", Optional.empty(), own))));
        tls.flatMap(HttpConfig.Tls::clientCa)
                .ifPresent(file -> certificates(file)
                        .forEach(authority -> all.add(expiring("client-ca", Optional.empty(), authority))));
        for (ConnectionConfig connection : config.connections()) {
            Optional<String> id = Optional.of(connection.directory().id().value());
            connection
                    .directory()
                    .tls()
                    .trust()
                    .ifPresent(
                            file -> certificates(file).forEach(authority -> all.add(expiring("trust", id, authority))));
        }
        all.sort(Comparator.comparing(Expiring::notAfter));
        return List.copyOf(all);
    }

    private static Expiring expiring(String what, Optional<String> connection, X509Certificate certificate) {
        return new Expiring(
                what,
                connection,
                Optional.of(certificate.getSubjectX500Principal().getName()),
                certificate.getNotAfter().toInstant());
    }

    /** The certificates of a file; none if it can't be read, which those who use it report. */
    private static List<X509Certificate> certificates(Path file) {
        try {
            return PemFile.read(file).certificates();
        } catch (ProblemException e) {
            log.debug("{} is not read for the dates of its certificates", file, e);
            return List.of();
        }
    }
}
