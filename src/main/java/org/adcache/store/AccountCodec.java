package org.adcache.store;

import org.adcache.account.Account;
import org.adcache.account.ConnectionId;

/** The bytes of an account, without its connection, which the segment knows. */
public final class AccountCodec {
    private AccountCodec() {}

    public static byte[] encode(Account account) {
        throw new UnsupportedOperationException();
    }

    public static Account decode(ConnectionId connection, byte[] bytes) {
        throw new UnsupportedOperationException();
    }
}
