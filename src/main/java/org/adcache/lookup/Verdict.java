package org.adcache.lookup;

/** Whether a condition holds. */
public enum Verdict {
    YES,
    NO,
    UNKNOWN
}
