package org.adcache.lookup;

import java.util.List;
import org.adcache.account.AccountView;

/** The answer to one key. */
public sealed interface LookupResult {
    /** Every owner of the key: users, contacts, groups, then by GUID. */
    record Found(List<AccountView> accounts) implements LookupResult {}

    /** Complete, fresh enough copies of all connections have no such account. */
    record NotFound() implements LookupResult {}

    /** It can't be said. */
    record Unknown(UnknownReason reason) implements LookupResult {}
}
