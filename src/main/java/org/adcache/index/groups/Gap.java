package org.adcache.index.groups;

import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;

/**
 * Doubt about the members of a group: it lists something that is no cached account and may contain accounts, which
 * then are in the group without being found there.
 *
 * @param connection that of the group
 */
public record Gap(Kind kind, ConnectionId connection) {
    /** Which accounts may be in the group unseen. */
    public enum Kind {
        /** Any: a group outside the search base, or something that was not found. */
        ANY,
        /** Those of other connections: a foreign security principal is a group of another forest at most. */
        OTHER_CONNECTIONS,
        /** Users of other connections: their domains may trust this one, and then they authenticate here. */
        USERS_OF_OTHER_CONNECTIONS,
        /** Users, depending on the way in which they log on. */
        USERS
    }

    /** Whether an account of this type and connection may be in the group unseen. */
    public boolean mayContain(AccountType type, ConnectionId of) {
        return switch (kind) {
            case ANY -> true;
            case OTHER_CONNECTIONS -> !connection.equals(of);
            case USERS_OF_OTHER_CONNECTIONS -> type == AccountType.USER && !connection.equals(of);
            case USERS -> type == AccountType.USER;
        };
    }
}
