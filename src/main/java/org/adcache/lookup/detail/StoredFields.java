package org.adcache.lookup.detail;

import java.util.ArrayList;
import java.util.List;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.RequiredAttribute;

/** Names of what is stored of an account, as in the directory where it has one name there. */
final class StoredFields {
    private StoredFields() {}

    static List<String> of(Account account) {
        List<String> names = new ArrayList<>(List.of("objectGUID", "type", "distinguishedName"));
        addIf(!account.cn().isEmpty(), "cn", names);
        addIf(!account.addresses().isEmpty(), "addresses", names);
        addIf(account.samAccountName().isPresent(), "sAMAccountName", names);
        addIf(account.userPrincipalName().isPresent(), "userPrincipalName", names);
        addIf(account.upnSuffix().isPresent(), "upnSuffix", names);
        addIf(account.objectSid().isPresent(), "objectSid", names);
        addIf(!account.sidHistory().isEmpty(), "sIDHistory", names);
        addIf(account.primaryGroup().isPresent(), "primaryGroupID", names);
        addIf(
                account.type() == AccountType.USER
                        && !account.unreadable().contains(RequiredAttribute.USER_ACCOUNT_CONTROL),
                "disabled",
                names);
        names.add("hidden");
        addIf(account.mailboxType().isPresent(), "mailboxType", names);
        addIf(account.accountExpires().isPresent(), "accountExpires", names);
        addIf(account.type() == AccountType.GROUP, "member", names);
        names.addAll(account.extra().keySet());
        names.add("search words");
        return names;
    }

    private static void addIf(boolean isStored, String name, List<String> names) {
        if (isStored) {
            names.add(name);
        }
    }
}
