package org.adcache.lookup.principal;

import java.util.List;
import java.util.Set;
import org.adcache.account.Account;
import org.adcache.lookup.Availability;
import org.adcache.lookup.UnknownReason;

/** Result for one principal. */
public sealed interface PrincipalAnswer {
    /** What was served. */
    Availability served();

    /**
     * The user.
     *
     * @param groups those that are known, nested and primary ones too, by DN
     * @param named the references that name the user or one of these groups, and nothing else
     */
    record Found(Availability served, Account account, List<Group> groups, Set<AccountReference> named)
            implements PrincipalAnswer {
        public Found {
            groups = List.copyOf(groups);
            named = Set.copyOf(named);
        }
    }

    /** Complete copies of all connections have no such user. */
    record NotFound(Availability served) implements PrincipalAnswer {}

    /** Several users have the name. */
    record Ambiguous(Availability served) implements PrincipalAnswer {}

    /** The copies can't decide. */
    record Unknown(Availability served, UnknownReason reason) implements PrincipalAnswer {}
}
