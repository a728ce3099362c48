package org.adcache.directory.read;

import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultListener;
import com.unboundid.ldap.sdk.SearchResultReference;
import org.adcache.account.ProblemException;
import org.jspecify.annotations.Nullable;

/** Hands entries on as they arrive, until one fails; the SDK's listeners can't throw, so the failure waits. */
public final class EntryListener implements SearchResultListener {
    private static final long serialVersionUID = 1;

    private final transient EntryTaker taker;
    private transient @Nullable ProblemException failure;

    /** What is done with an entry. */
    @FunctionalInterface
    public interface EntryTaker {
        void take(SearchResultEntry entry) throws ProblemException;
    }

    public EntryListener(EntryTaker taker) {
        this.taker = taker;
    }

    @Override
    public void searchEntryReturned(SearchResultEntry entry) {
        if (failure == null) {
            try {
                taker.take(entry);
            } catch (ProblemException e) {
                failure = e;
            }
        }
    }

    /** A reference to another naming context: that is another connection's business. */
    @Override
    public void searchReferenceReturned(SearchResultReference reference) {}

    /** Throws what went wrong with an entry. */
    public void check() throws ProblemException {
        if (failure != null) {
            throw failure;
        }
    }
}
