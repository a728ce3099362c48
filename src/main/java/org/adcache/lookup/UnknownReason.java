package org.adcache.lookup;

/** Reason why a query can't be answered. */
public enum UnknownReason {
    INTEGRATION_DISABLED,
    NEVER_SYNCED,
    TOO_STALE,
    /** Some account's SID or name can't be read, so that it may be the one asked for. */
    ATTRIBUTE_UNREADABLE
}
