package org.adcache.lookup;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.adcache.account.Epoch;
import org.adcache.store.StoreException;
import org.adcache.store.StoreView;

/** Answers questions from the one current snapshot. Any thread may ask; nothing here blocks or waits for a directory. */
public final class Lookup {
    public Lookup(LookupConfig config, Clock clock) {
        throw new UnsupportedOperationException();
    }

    /**
     * Builds the snapshot of a generation aside and serves it from then on. A view of the generation already served only
     * brings new ages. Called by one thread at a time.
     *
     * @throws StoreException if the view can't be read; what was served before is still served
     */
    public void serve(StoreView view) throws StoreException {
        throw new UnsupportedOperationException();
    }

    /** Forgets everything and answers Unknown from now on. */
    public void off(Epoch epoch) {
        throw new UnsupportedOperationException();
    }

    public Findings find(List<String> keys, Optional<KeyKind> by) {
        throw new UnsupportedOperationException();
    }

    public MatchAnswer match(MatchQuestion question) {
        throw new UnsupportedOperationException();
    }

    public SuggestAnswer suggest(SuggestQuestion question) {
        throw new UnsupportedOperationException();
    }

    public Freshness freshness() {
        throw new UnsupportedOperationException();
    }

    /** Whether at least one usable copy is loaded. */
    public boolean usable() {
        throw new UnsupportedOperationException();
    }

    public CacheSummary summary() {
        throw new UnsupportedOperationException();
    }
}
