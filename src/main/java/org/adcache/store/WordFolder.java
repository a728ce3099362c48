package org.adcache.store;

import org.adcache.account.Account;

/**
 * Function that computes the folded search words of an account; they are stored with it because folding is slow. The
 * store treats them as opaque bytes, and recomputes them if another version made them.
 */
public interface WordFolder {
    /** The version of the folding, at least 1. */
    int version();

    byte[] fold(Account account);
}
