package org.adcache.lookup;

import java.util.List;
import org.adcache.account.AccountView;

/** Result for one key. */
public sealed interface LookupResult {
    /** Every owner of the key: users, contacts, groups, then by GUID. */
    record Found(List<AccountView> accounts) implements LookupResult {}

    /** Complete, sufficiently fresh copies of all connections have no such account. */
    record NotFound() implements LookupResult {}

    /** The copies can't decide. */
    record Unknown(UnknownReason reason) implements LookupResult {}
}
