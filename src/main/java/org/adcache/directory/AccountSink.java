package org.adcache.directory;

import org.adcache.account.Account;
import org.adcache.account.ProblemException;

/** Consumer of accounts, one by one as they are read. */
@FunctionalInterface
public interface AccountSink {
    void accept(Account account) throws ProblemException;

    /** Called for an entry that is not accepted, and for each ignored value of one that is. */
    default void ignored(IgnoredEntry entry) {}
}
