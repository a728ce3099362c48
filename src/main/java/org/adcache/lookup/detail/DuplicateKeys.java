package org.adcache.lookup.detail;

import java.time.Instant;
import java.util.List;
import org.adcache.lookup.Freshness;
import org.adcache.lookup.UnknownReason;

/** The keys with several owners, or why nothing is known of them. */
public sealed interface DuplicateKeys {
    Freshness freshness();

    /**
     * Those of all copies, however old.
     *
     * @param keys in the order of their ids
     * @param at the moment of the answer
     */
    record Listed(Freshness freshness, List<DuplicateKey> keys, Instant at) implements DuplicateKeys {
        public Listed {
            keys = List.copyOf(keys);
        }
    }

    /** Nothing is served. */
    record Unknown(Freshness freshness, UnknownReason reason) implements DuplicateKeys {}
}
