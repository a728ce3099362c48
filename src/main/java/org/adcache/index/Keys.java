package org.adcache.index;

import java.util.Arrays;
import java.util.Optional;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.DistinguishedName;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.account.UserPrincipalName;
import org.adcache.index.array.Ascii;
import org.adcache.index.array.Hash;
import org.adcache.index.array.IntList;
import org.adcache.index.record.PackedRecord;
import org.adcache.index.record.Records;
import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;
import org.adcache.store.record.RecordFields;
import org.adcache.store.record.RecordFields.Address;
import org.adcache.store.record.RecordFields.Text;

/** Exact-key index of all accounts, one table for each kind of key. */
public final class Keys {
    private final Records records;
    private final KeyTable addresses;
    private final KeyTable sids;
    private final KeyTable guids;
    private final KeyTable distinguishedNames;
    private final KeyTable accountNames;
    private final KeyTable userPrincipalNames;
    private final KeyCounts counts;

    private Keys(
            Records records,
            KeyTable addresses,
            KeyTable sids,
            KeyTable guids,
            KeyTable distinguishedNames,
            KeyTable accountNames,
            KeyTable userPrincipalNames,
            KeyCounts counts) {
        this.records = records;
        this.addresses = addresses;
        this.sids = sids;
        this.guids = guids;
        this.distinguishedNames = distinguishedNames;
        this.accountNames = accountNames;
        this.userPrincipalNames = userPrincipalNames;
        this.counts = counts;
    }

    void write(ImageOutput out) throws StoreException {
        addresses.write(out);
        sids.write(out);
        guids.write(out);
        distinguishedNames.write(out);
        accountNames.write(out);
        userPrincipalNames.write(out);
        counts.write(out);
    }

    static Keys read(ImageInput in, Records records) throws StoreException {
        return new Keys(
                records,
                KeyTable.read(in),
                KeyTable.read(in),
                KeyTable.read(in),
                KeyTable.read(in),
                KeyTable.read(in),
                KeyTable.read(in),
                KeyCounts.read(in));
    }

    int[] byAddress(String key) {
        return addresses.find(Hash.of(key), ordinal -> records.record(ordinal).hasAddress(key));
    }

    public int[] bySid(ObjectSid sid) {
        return sids.find(Hash.of(sid), ordinal -> records.record(ordinal).hasSid(sid));
    }

    public int[] byGuid(ObjectGuid guid) {
        return guids.find(Hash.of(guid), ordinal -> records.record(ordinal).hasGuid(guid));
    }

    int[] byDistinguishedName(String key) {
        return distinguishedNames.find(
                hashOfName(key), ordinal -> records.record(ordinal).hasDistinguishedName(key));
    }

    int[] byAccountName(String key) {
        return accountNames.find(
                Hash.of(key), ordinal -> records.record(ordinal).hasAccountName(key));
    }

    /** Returns the accounts whose account name, ASCII without surrounding space, is this in lower case. */
    public int[] byPlainAccountName(byte[] name) {
        return accountNames.find(
                Hash.of(name), ordinal -> Arrays.equals(records.record(ordinal).plainName(), name));
    }

    int[] byUserPrincipalName(String key) {
        return userPrincipalNames.find(
                Hash.of(key), ordinal -> records.record(ordinal).hasUserPrincipalName(key));
    }

    /** Returns the accounts whose UPN, ASCII without surrounding space, is this text in lower case. */
    int[] byPlainUserPrincipalName(String text) {
        return userPrincipalNames.find(Hash.of(text), ordinal -> {
            PackedRecord record = records.record(ordinal);
            return record.toPlainValue(PackedRecord.UPN_VALUE) && record.text().is(text);
        });
    }

    KeyCounts counts() {
        return counts;
    }

    static Optional<String> accountName(Account account) {
        return account.samAccountName().map(AccountName::key);
    }

    static Optional<String> userPrincipalName(Account account) {
        return account.userPrincipalName().map(UserPrincipalName::key);
    }

    /** The hash of a DN's key. */
    static long hashOfName(String key) {
        Optional<String> container = DistinguishedName.parentKey(key);
        return container.isEmpty()
                ? Hash.of(key)
                : Hash.ofDistinguishedName(
                        Hash.of(key.substring(0, key.length() - container.get().length() - 1)),
                        Hash.of(container.get()));
    }

    /** Builder that accepts the keys of accounts in order. */
    static final class Builder {
        private final KeyTable.Builder addresses = new KeyTable.Builder();
        private final KeyTable.Builder sids = new KeyTable.Builder();
        private final KeyTable.Builder guids = new KeyTable.Builder();
        private final KeyTable.Builder distinguishedNames = new KeyTable.Builder();
        private final KeyTable.Builder accountNames = new KeyTable.Builder();
        private final KeyTable.Builder userPrincipalNames = new KeyTable.Builder();
        private long[] seen = new long[8];

        /**
         * Adds the keys of an account.
         *
         * @param distinguishedName the hash of its DN's key, as computed by {@link #hashOfName}
         */
        public void add(RecordFields fields, long distinguishedName, int number) {
            addAddresses(fields, number);
            guids.add(Hash.ofGuid(fields.guidHigh(), fields.guidLow()), number);
            distinguishedNames.add(distinguishedName, number);
            if (!fields.objectSid().isEmpty()) {
                sids.add(
                        Hash.of(
                                fields.bytes(),
                                fields.objectSid().from(),
                                fields.objectSid().to()),
                        number);
            }
            if (fields.hasAccountName()) {
                accountNames.add(
                        isPlain(fields, fields.accountName())
                                ? ofLowered(fields, fields.accountName())
                                : Hash.of(AccountName.keyOf(fields.text(fields.accountName()))),
                        number);
            }
            if (fields.hasUserPrincipalName()) {
                userPrincipalNames.add(
                        isPlain(fields, fields.userPrincipalName())
                                ? ofLowered(fields, fields.userPrincipalName())
                                : Hash.of(UserPrincipalName.keyOf(fields.text(fields.userPrincipalName()))),
                        number);
            }
        }

        private void addAddresses(RecordFields fields, int number) {
            int count = fields.addressCount();
            if (count > seen.length) {
                seen = new long[count];
            }
            for (int i = 0; i < count; i++) {
                Address address = fields.address(i);
                seen[i] = address.key().isEmpty()
                        ? ofLowered(fields, address.value())
                        : Hash.of(fields.text(address.key()));
                if (!isAmong(seen[i], i)) {
                    addresses.add(seen[i], number);
                }
            }
        }

        private boolean isAmong(long hash, int count) {
            for (int i = 0; i < count; i++) {
                if (seen[i] == hash) {
                    return true;
                }
            }
            return false;
        }

        private static boolean isPlain(RecordFields fields, Text text) {
            byte[] bytes = fields.bytes();
            return !text.wide()
                    && !text.isEmpty()
                    && Ascii.is(bytes, text.from(), text.to())
                    && !Character.isWhitespace(bytes[text.from()])
                    && !Character.isWhitespace(bytes[text.to() - 1]);
        }

        private static long ofLowered(RecordFields fields, Text text) {
            return Hash.ofLowered(fields.bytes(), text.from(), text.to());
        }

        /**
         * Builds the tables.
         *
         * @param ordinals the ordinal of each number
         */
        public Keys build(Records records, int[] ordinals) {
            Duplicates duplicates = new Duplicates(records);
            IntList shared = new IntList();
            KeyTable ofAddresses = addresses.build(ordinals, shared);
            duplicates.addAddresses(ofAddresses, shared);
            shared = new IntList();
            KeyTable ofAccountNames = accountNames.build(ordinals, shared);
            duplicates.add(ofAccountNames, shared, Keys::accountName);
            shared = new IntList();
            KeyTable ofUpns = userPrincipalNames.build(ordinals, shared);
            duplicates.add(ofUpns, shared, Keys::userPrincipalName);
            return new Keys(
                    records,
                    ofAddresses,
                    sids.build(ordinals, new IntList()),
                    guids.build(ordinals, new IntList()),
                    distinguishedNames.build(ordinals, new IntList()),
                    ofAccountNames,
                    ofUpns,
                    duplicates.counts());
        }
    }
}
