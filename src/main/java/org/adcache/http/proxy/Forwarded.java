package org.adcache.http.proxy;

import java.net.InetAddress;
import java.util.Optional;

/**
 * What the headers of a request say, as far as they are believed.
 *
 * @param client the address where it came from
 * @param user whom the proxy has signed in, as {@code name@realm}
 */
public record Forwarded(Optional<InetAddress> client, Optional<String> user) {}
