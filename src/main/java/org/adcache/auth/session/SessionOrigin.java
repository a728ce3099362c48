package org.adcache.auth.session;

import java.util.Optional;
import org.adcache.auth.Principal;

/** What a session was made from: a token, or a person of the directory. It is asked at each request. */
@FunctionalInterface
public interface SessionOrigin {
    /**
     * The caller as of now; the same instance while nothing changes. Empty ends the session, for instance because the
     * token was revoked or the account disabled. Exceptions, as where the cache can't be used, refuse one request.
     */
    Optional<Principal> current();

    /** Whether it is a person of the directory, of whom nothing may stay when the integration is turned off. */
    default boolean isPerson() {
        return false;
    }
}
