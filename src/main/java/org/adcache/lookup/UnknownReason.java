package org.adcache.lookup;

/** Why a question can't be answered. */
public enum UnknownReason {
    INTEGRATION_DISABLED,
    NEVER_SYNCED,
    TOO_STALE
}
