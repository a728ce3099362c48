package org.adcache.http;

import java.util.Optional;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;

/** The check of the HTTP listener's certificate and key, for the reader of the configuration. */
public final class TlsFiles {
    private TlsFiles() {}

    /** What keeps the service from using certificate and key, if anything does. */
    public static Optional<Problem> problem(HttpConfig.Tls tls) {
        try {
            PemIdentity.server(tls);
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(e.problem());
        }
    }
}
