package org.adcache.sync.accounts;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.ObjectGuid;
import org.adcache.directory.KnownAccounts;
import org.adcache.store.StoreView;

/**
 * Sample of 50 accounts, users before others, because a service account may be able to read groups and contacts and no
 * users. The order of the sample is a hash of the GUID: the oldest objects of a domain, which come first in a read,
 * are its protected accounts.
 */
public final class AccountSample {
    static final int SIZE = 50;
    /** Accounts searched for users. */
    private static final int LOOKED_AT = 5000;

    private static final Comparator<ObjectGuid> BY_HASH =
            Comparator.comparingLong(AccountSample::hash).thenComparing(Comparator.naturalOrder());

    private final TreeSet<ObjectGuid> users = new TreeSet<>(BY_HASH);
    private final TreeSet<ObjectGuid> others = new TreeSet<>(BY_HASH);

    /** The sample of a connection's cached accounts, taken when it is asked for. */
    public static KnownAccounts cached(StoreView view, ConnectionId connection) {
        return () -> {
            AccountSample sample = new AccountSample();
            int[] looked = {0};
            view.forEachAccount(connection, account -> {
                sample.add(account);
                return ++looked[0] < LOOKED_AT && sample.users.size() < SIZE;
            });
            return sample.guids();
        };
    }

    public void add(Account account) {
        TreeSet<ObjectGuid> kind = account.type() == AccountType.USER ? users : others;
        if (kind.size() < SIZE) {
            kind.add(account.objectGuid());
        } else if (BY_HASH.compare(account.objectGuid(), kind.last()) < 0 && kind.add(account.objectGuid())) {
            kind.pollLast();
        }
    }

    public Set<ObjectGuid> guids() {
        return new HashSet<>(users.isEmpty() ? others : users);
    }

    private static long hash(ObjectGuid guid) {
        long mixed = (guid.high() ^ Long.rotateLeft(guid.low(), 32)) * 0x9e3779b97f4a7c15L;
        return mixed ^ (mixed >>> 32);
    }
}
