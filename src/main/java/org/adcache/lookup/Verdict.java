package org.adcache.lookup;

/** Result of a condition. */
public enum Verdict {
    YES,
    NO,
    UNKNOWN
}
