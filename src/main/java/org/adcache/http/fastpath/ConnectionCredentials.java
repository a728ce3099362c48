package org.adcache.http.fastpath;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.adcache.auth.Credentials;
import org.adcache.http.RequestCredentials;
import org.adcache.http.proxy.TrustedProxies;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

/**
 * Cache of one connection's credentials. As long as each request has the headers of the one before, all get the same
 * value, so that a request costs only the comparison. For one thread at a time.
 */
final class ConnectionCredentials {
    private final EndPoint endPoint;
    private final TrustedProxies proxies;
    /** The other end, if it is a trusted proxy. */
    private final @Nullable InetAddress proxy;

    private @Nullable Credentials last;
    private @Nullable String lastForwardedFor;

    ConnectionCredentials(EndPoint endPoint, TrustedProxies proxies) {
        this.endPoint = endPoint;
        this.proxies = proxies;
        this.proxy = RequestCredentials.remoteAddress(endPoint)
                .filter(proxies::include)
                .orElse(null);
    }

    /** The credentials of a request with these headers. */
    Credentials of(@Nullable String authorization, @Nullable String cookie, @Nullable String forwardedFor) {
        @Nullable String believed = proxy == null ? null : forwardedFor;
        Credentials before = last;
        if (before != null
                && isSame(before.authorization(), authorization)
                && isSame(before.cookie(), cookie)
                && Objects.equals(lastForwardedFor, believed)) {
            return before;
        }
        Credentials fresh = RequestCredentials.of(
                endPoint, Optional.ofNullable(authorization), Optional.ofNullable(cookie), client(believed));
        last = fresh;
        lastForwardedFor = believed;
        return fresh;
    }

    private Optional<InetAddress> client(@Nullable String forwardedFor) {
        return proxy == null || forwardedFor == null
                ? RequestCredentials.remoteAddress(endPoint)
                : Optional.of(proxies.client(proxy, List.of(forwardedFor)));
    }

    private static boolean isSame(Optional<String> before, @Nullable String now) {
        return now == null
                ? before.isEmpty()
                : before.isPresent() && before.get().equals(now);
    }
}
