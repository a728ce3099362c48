package org.adcache.index;

import org.adcache.account.Account;
import org.adcache.store.WordFolder;

/** The folded search words of an account, as they are stored with it. */
public final class SearchWords implements WordFolder {
    @Override
    public int version() {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] fold(Account account) {
        throw new UnsupportedOperationException();
    }
}
