package org.adcache.http;

import java.nio.file.Path;
import java.util.Optional;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;

/** Where the HTTP interface listens; port 0 is any free port. */
public record HttpConfig(String host, int port, Optional<Tls> tls) {
    /** PEM files; {@code clientCa} makes client certificates of that CA mandatory. */
    public record Tls(Path certificate, Path privateKey, Optional<Path> clientCa) {
        /** What keeps the service from using certificate and key, if anything does. */
        public Optional<Problem> problem() {
            try {
                PemIdentity.server(this);
                return Optional.empty();
            } catch (ProblemException e) {
                return Optional.of(e.problem());
            }
        }
    }
}
