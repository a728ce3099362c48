package org.adcache.directory.connect;

import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultListener;
import com.unboundid.ldap.sdk.SearchResultReference;
import org.adcache.account.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Search listener that passes entries on as they arrive, until one fails; the SDK's listeners can't throw, so the
 * failure is kept for {@link #check}. More entries than may be end the search at once, in {@link BoundedSearch}.
 */
public final class EntryListener implements SearchResultListener {
    private static final long serialVersionUID = 1;

    private final transient EntryTaker taker;
    private final int most;
    private int received;
    private transient @Nullable ProblemException failure;

    @FunctionalInterface
    public interface EntryTaker {
        void take(SearchResultEntry entry) throws ProblemException;
    }

    /** A listener for any number of entries. */
    public EntryListener(EntryTaker taker) {
        this(taker, Integer.MAX_VALUE);
    }

    /** @param most entries and references in one answer */
    public EntryListener(EntryTaker taker, int most) {
        this.taker = taker;
        this.most = most;
    }

    @Override
    public void searchEntryReturned(SearchResultEntry entry) {
        count();
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
    public void searchReferenceReturned(SearchResultReference reference) {
        count();
    }

    private void count() {
        if (received++ >= most) {
            throw new TooMany();
        }
    }

    /** Throws the failure of the first entry that failed. */
    public void check() throws ProblemException {
        if (failure != null) {
            throw failure;
        }
    }

    /** The answer has more entries than may be; the only way out of the SDK's loop. */
    static final class TooMany extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooMany() {
            super("too many entries", null, false, false);
        }
    }
}
