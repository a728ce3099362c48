package org.adcache.http;

import java.nio.file.Path;
import java.util.Optional;

/** Settings of the HTTP listener; port 0 is any free port. */
public record HttpConfig(String host, int port, Optional<Tls> tls, HttpLimits limits) {
    /** PEM files; {@code clientCa} makes client certificates of that CA mandatory. */
    public record Tls(Path certificate, Path privateKey, Optional<Path> clientCa) {}

    /** The settings with the default limits. */
    public HttpConfig(String host, int port, Optional<Tls> tls) {
        this(host, port, tls, HttpLimits.DEFAULTS);
    }
}
