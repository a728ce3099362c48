package org.adcache.store;

import org.adcache.account.Account;

/**
 * Computes the folded search words of an account, which are stored with it because folding is slow. The store neither
 * reads nor understands them; when the version differs from the one on disk it has them computed anew.
 */
public interface WordFolder {
    /** At least 1. */
    int version();

    byte[] fold(Account account);
}
