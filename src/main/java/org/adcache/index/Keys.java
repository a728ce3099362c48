package org.adcache.index;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.adcache.index.array.Hash;
import org.adcache.index.array.IntList;
import org.adcache.index.array.KeyTable;
import org.adcache.index.record.PackedRecord;
import org.adcache.index.record.Records;
import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;
import org.adcache.store.record.RecordFields;

/** Exact-key index of all accounts, one table for each kind of key. */
public final class Keys {
    private final Records records;
    private final KeyTable[] tables;
    private final KeyCounts counts;

    private Keys(Records records, KeyTable[] tables, KeyCounts counts) {
        this.records = records;
        this.tables = tables;
        this.counts = counts;
    }

    void write(ImageOutput out) throws StoreException {
        for (KeyTable table : tables) {
            table.write(out);
        }
        counts.write(out);
    }

    static Keys read(ImageInput in, Records records) throws StoreException {
        KeyTable[] tables = new KeyTable[IndexedKey.ALL.size()];
        for (int i = 0; i < tables.length; i++) {
            tables[i] = KeyTable.read(in);
        }
        return new Keys(records, tables, KeyCounts.read(in));
    }

    /** Returns the owners of a key, ascending. */
    public <K> int[] find(IndexedKey<K> kind, K key) {
        return kind.find(tables[kind.table()], records, key);
    }

    /** Returns the accounts whose account name, ASCII without surrounding space, is this in lower case. */
    public int[] byPlainAccountName(byte[] name) {
        return tables[IndexedKey.ACCOUNT_NAME.table()].find(
                Hash.of(name), ordinal -> Arrays.equals(records.record(ordinal).plainName(), name));
    }

    /** Returns the accounts whose UPN, ASCII without surrounding space, is this text in lower case. */
    int[] byPlainUserPrincipalName(String text) {
        return tables[IndexedKey.USER_PRINCIPAL_NAME.table()].find(Hash.of(text), ordinal -> {
            PackedRecord record = records.record(ordinal);
            return record.toPlainValue(PackedRecord.UPN_VALUE) && record.text().is(text);
        });
    }

    /** The keys of one kind that share a run of the table with a key of another account. */
    <K> Set<K> shared(IndexedKey<K> kind) {
        Set<K> keys = new HashSet<>();
        Set<K> seen = new HashSet<>();
        tables[kind.table()].forEachRun(owners -> {
            seen.clear();
            for (int owner : owners) {
                kind.of(records.account(owner)).stream()
                        .filter(key -> !seen.add(key))
                        .forEach(keys::add);
            }
        });
        return keys;
    }

    KeyCounts counts() {
        return counts;
    }

    /** Builder that accepts the keys of accounts in order. */
    static final class Builder {
        private final KeyTable.Builder[] tables = new KeyTable.Builder[IndexedKey.ALL.size()];

        Builder() {
            Arrays.setAll(tables, any -> new KeyTable.Builder());
        }

        /**
         * Adds the keys of an account.
         *
         * @param names has parsed the DN of this record
         */
        public void add(RecordFields fields, DistinguishedNames names, int number) {
            for (IndexedKey<?> kind : IndexedKey.ALL) {
                kind.add(fields, names, tables[kind.table()], number);
            }
        }

        /**
         * Builds the tables.
         *
         * @param ordinals the ordinal of each number
         */
        public Keys build(Records records, int[] ordinals) {
            Duplicates duplicates = new Duplicates(records);
            KeyTable[] built = new KeyTable[tables.length];
            for (IndexedKey<?> kind : IndexedKey.ALL) {
                IntList shared = new IntList();
                KeyTable table = tables[kind.table()].build(ordinals, shared);
                built[kind.table()] = table;
                duplicates.add(kind, table, shared);
            }
            return new Keys(records, built, duplicates.counts());
        }
    }
}
