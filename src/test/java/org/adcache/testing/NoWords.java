package org.adcache.testing;

import org.adcache.account.Account;
import org.adcache.store.WordFolder;

/** Folder that returns no words, for tests without word search. */
public final class NoWords implements WordFolder {
    @Override
    public int version() {
        return 1;
    }

    @Override
    public byte[] fold(Account account) {
        return new byte[0];
    }
}
