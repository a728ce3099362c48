package org.adcache.index;

import java.util.Optional;
import java.util.function.Predicate;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.account.UserPrincipalName;

/** The exact keys of all accounts, one table for each kind of key. */
final class Keys {
    private final Records records;
    private final KeyTable addresses;
    private final KeyTable sids;
    private final KeyTable guids;
    private final KeyTable distinguishedNames;
    private final KeyTable accountNames;
    private final KeyTable userPrincipalNames;
    private final KeyCounts counts;

    private Keys(Builder builder, Records records, int[] ordinals) {
        this.records = records;
        Duplicates duplicates = new Duplicates(records);
        this.sids = builder.sids.build(ordinals, new LongList());
        this.guids = builder.guids.build(ordinals, new LongList());
        this.distinguishedNames = builder.distinguishedNames.build(ordinals, new LongList());
        LongList shared = new LongList();
        this.addresses = builder.addresses.build(ordinals, shared);
        duplicates.addAddresses(addresses, shared);
        shared = new LongList();
        this.accountNames = builder.accountNames.build(ordinals, shared);
        duplicates.add(accountNames, shared, Keys::accountName);
        shared = new LongList();
        this.userPrincipalNames = builder.userPrincipalNames.build(ordinals, shared);
        duplicates.add(userPrincipalNames, shared, Keys::userPrincipalName);
        this.counts = duplicates.counts();
    }

    int[] byAddress(String key) {
        return find(addresses, Hash.of(key), account -> hasAddress(account, key));
    }

    int[] bySid(ObjectSid sid) {
        return find(
                sids,
                Hash.of(sid),
                account -> account.objectSid().filter(sid::equals).isPresent());
    }

    int[] byGuid(ObjectGuid guid) {
        return guids.find(Hash.of(guid), ordinal -> records.guid(ordinal).equals(guid));
    }

    int[] byDistinguishedName(String key) {
        return find(
                distinguishedNames,
                Hash.of(key),
                account -> account.distinguishedName().key().equals(key));
    }

    int[] byAccountName(String key) {
        return find(
                accountNames,
                Hash.of(key),
                account -> accountName(account).filter(key::equals).isPresent());
    }

    int[] byUserPrincipalName(String key) {
        return find(
                userPrincipalNames,
                Hash.of(key),
                account -> userPrincipalName(account).filter(key::equals).isPresent());
    }

    KeyCounts counts() {
        return counts;
    }

    private int[] find(KeyTable table, long hash, Predicate<Account> owns) {
        return table.find(hash, ordinal -> owns.test(records.account(ordinal)));
    }

    private static boolean hasAddress(Account account, String key) {
        return account.addresses().stream().anyMatch(address -> address.key().equals(key));
    }

    static Optional<String> accountName(Account account) {
        return account.samAccountName().map(AccountName::key);
    }

    static Optional<String> userPrincipalName(Account account) {
        return account.userPrincipalName().map(UserPrincipalName::key);
    }

    /** Takes the keys of one account after the other. */
    static final class Builder {
        private final KeyTable.Builder addresses = new KeyTable.Builder();
        private final KeyTable.Builder sids = new KeyTable.Builder();
        private final KeyTable.Builder guids = new KeyTable.Builder();
        private final KeyTable.Builder distinguishedNames = new KeyTable.Builder();
        private final KeyTable.Builder accountNames = new KeyTable.Builder();
        private final KeyTable.Builder userPrincipalNames = new KeyTable.Builder();

        void add(Account account, String distinguishedName, int number) {
            account.addresses().forEach(address -> addresses.add(Hash.of(address.key()), number));
            account.objectSid().ifPresent(sid -> sids.add(Hash.of(sid), number));
            guids.add(Hash.of(account.objectGuid()), number);
            distinguishedNames.add(Hash.of(distinguishedName), number);
            accountName(account).ifPresent(name -> accountNames.add(Hash.of(name), number));
            userPrincipalName(account).ifPresent(name -> userPrincipalNames.add(Hash.of(name), number));
        }

        /**
         * Makes the tables.
         *
         * @param ordinals the ordinal of each number
         */
        Keys build(Records records, int[] ordinals) {
            return new Keys(this, records, ordinals);
        }
    }
}
