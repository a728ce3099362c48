package org.adcache.http;

import java.nio.file.Path;
import java.util.Optional;

/** Settings of the HTTP listener; port 0 is any free port. */
public record HttpConfig(String host, int port, Optional<Tls> tls) {
    /** PEM files; {@code clientCa} makes client certificates of that CA mandatory. */
    public record Tls(Path certificate, Path privateKey, Optional<Path> clientCa) {}
}
