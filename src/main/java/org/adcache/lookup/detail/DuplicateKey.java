package org.adcache.lookup.detail;

import java.util.List;
import org.adcache.account.AccountView;
import org.adcache.account.ConnectionId;
import org.adcache.lookup.KeyKind;

/**
 * Key that several accounts of one connection have, though only one should.
 *
 * @param kind address, account name or UPN
 * @param value in the form in which keys are compared
 * @param owners users, contacts, groups, then by GUID
 */
public record DuplicateKey(ConnectionId connection, KeyKind kind, String value, List<AccountView> owners) {
    public DuplicateKey {
        owners = List.copyOf(owners);
    }

    /** Place in the order of the list. */
    public String id() {
        return connection.value() + ' ' + kind.name() + ' ' + value;
    }
}
