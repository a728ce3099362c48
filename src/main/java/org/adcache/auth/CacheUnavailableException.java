package org.adcache.auth;

import org.adcache.lookup.Freshness;
import org.adcache.lookup.UnknownReason;

/** Who a person is and what they may do can't be told now, because the cache can't be used. An expected outcome. */
public final class CacheUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final UnknownReason reason;
    private final transient Freshness freshness;

    public CacheUnavailableException(UnknownReason reason, Freshness freshness) {
        super("the cache can't be used: " + reason, null, false, false);
        this.reason = reason;
        this.freshness = freshness;
    }

    public UnknownReason reason() {
        return reason;
    }

    public Freshness freshness() {
        return freshness;
    }
}
