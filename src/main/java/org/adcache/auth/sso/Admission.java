package org.adcache.auth.sso;

import org.adcache.lookup.Freshness;
import org.adcache.lookup.UnknownReason;

/** Whether someone is admitted: a {@link Person}, or nobody because the cache can't be used. */
public sealed interface Admission permits Person, Admission.Unavailable {
    /** The cache can't tell who this is. */
    record Unavailable(Freshness freshness, UnknownReason reason) implements Admission {}
}
