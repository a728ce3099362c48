package org.adcache.lookup;

/** Reason why a query can't be answered. */
public enum UnknownReason {
    INTEGRATION_DISABLED,
    NEVER_SYNCED,
    TOO_STALE
}
