package org.adcache.directory.read;

import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultListener;
import com.unboundid.ldap.sdk.SearchResultReference;
import org.adcache.account.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Search listener that passes entries on as they arrive, until one fails; the SDK's listeners can't throw, so the
 * failure is kept for {@link #check}.
 */
public final class EntryListener implements SearchResultListener {
    private static final long serialVersionUID = 1;

    private final transient EntryTaker taker;
    private transient @Nullable ProblemException failure;

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

    /** Ignored: another naming context is another connection's. */
    @Override
    public void searchReferenceReturned(SearchResultReference reference) {}

    /** Throws the failure of the first entry that failed. */
    public void check() throws ProblemException {
        if (failure != null) {
            throw failure;
        }
    }
}
