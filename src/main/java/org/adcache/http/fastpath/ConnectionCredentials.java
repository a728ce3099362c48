package org.adcache.http.fastpath;

import java.util.Optional;
import org.adcache.auth.Credentials;
import org.adcache.http.RequestCredentials;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

/**
 * Cache of one connection's credentials. As long as each request has the headers of the one before, all get the same
 * value, so that a request costs only the comparison. For one thread at a time.
 */
final class ConnectionCredentials {
    private final EndPoint endPoint;
    private @Nullable Credentials last;

    ConnectionCredentials(EndPoint endPoint) {
        this.endPoint = endPoint;
    }

    /** The credentials of a request with these headers. */
    Credentials of(@Nullable String authorization, @Nullable String cookie) {
        Credentials before = last;
        if (before != null && isSame(before.authorization(), authorization) && isSame(before.cookie(), cookie)) {
            return before;
        }
        Credentials fresh =
                RequestCredentials.of(endPoint, Optional.ofNullable(authorization), Optional.ofNullable(cookie));
        last = fresh;
        return fresh;
    }

    private static boolean isSame(Optional<String> before, @Nullable String now) {
        return now == null
                ? before.isEmpty()
                : before.isPresent() && before.get().equals(now);
    }
}
