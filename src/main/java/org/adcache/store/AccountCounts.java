package org.adcache.store;

import org.adcache.account.AccountType;

/** Number of accounts by type. */
public record AccountCounts(int users, int contacts, int groups) {
    public static final AccountCounts NONE = new AccountCounts(0, 0, 0);

    public int total() {
        return users + contacts + groups;
    }

    public int of(AccountType type) {
        return switch (type) {
            case USER -> users;
            case CONTACT -> contacts;
            case GROUP -> groups;
        };
    }

    /** These counts, of no type more than the others. */
    public AccountCounts atMost(AccountCounts most) {
        return new AccountCounts(
                Math.min(users, most.users), Math.min(contacts, most.contacts), Math.min(groups, most.groups));
    }

    public AccountCounts plus(AccountCounts more) {
        return new AccountCounts(users + more.users, contacts + more.contacts, groups + more.groups);
    }

    public AccountCounts plus(AccountType type, int count) {
        return new AccountCounts(
                users + (type == AccountType.USER ? count : 0),
                contacts + (type == AccountType.CONTACT ? count : 0),
                groups + (type == AccountType.GROUP ? count : 0));
    }
}
