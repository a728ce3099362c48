package org.adcache.index;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.DistinguishedName;
import org.adcache.account.MailAddress;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.account.UserPrincipalName;
import org.adcache.index.array.Ascii;
import org.adcache.index.array.Hash;
import org.adcache.index.array.KeyTable;
import org.adcache.index.record.Records;
import org.adcache.store.record.RecordFields;
import org.adcache.store.record.RecordFields.Address;
import org.adcache.store.record.RecordFields.Slice;
import org.adcache.store.record.RecordFields.Text;

/**
 * Kind of exact key, each with a table of its own in memory and in the index image: one flat list of constants. Which
 * keys an account has is said three times: plainly ({@link #of}), by the hashes of its record while an index is built
 * ({@link #add}), and by its packed record when a hash is found ({@link #find}).
 *
 * @param <K> a key; text is in the form that its type's {@code key()} has
 */
public abstract class IndexedKey<K> {
    public static final IndexedKey<String> ADDRESS = new IndexedKey<>(0, true) {
        @Override
        List<String> of(Account account) {
            return account.addresses().stream().map(MailAddress::key).distinct().toList();
        }

        @Override
        void add(RecordFields fields, DistinguishedNames names, KeyTable.Builder table, int owner) {
            for (int i = 0; i < fields.addressCount(); i++) {
                Address address = fields.address(i);
                table.add(
                        address.key().isEmpty()
                                ? hashOfLowered(fields, address.value())
                                : Hash.of(fields.text(address.key())),
                        owner);
            }
        }

        @Override
        long hash(String key) {
            return Hash.of(key);
        }

        @Override
        int[] find(KeyTable table, Records records, String key) {
            return table.find(hash(key), ordinal -> records.record(ordinal).hasAddress(key));
        }
    };

    public static final IndexedKey<ObjectSid> SID = new IndexedKey<>(1, false) {
        @Override
        List<ObjectSid> of(Account account) {
            return account.objectSid().stream().toList();
        }

        @Override
        void add(RecordFields fields, DistinguishedNames names, KeyTable.Builder table, int owner) {
            Slice sid = fields.objectSid();
            if (!sid.isEmpty()) {
                table.add(Hash.of(fields.bytes(), sid.from(), sid.to()), owner);
            }
        }

        @Override
        long hash(ObjectSid key) {
            return Hash.of(key);
        }

        @Override
        int[] find(KeyTable table, Records records, ObjectSid key) {
            return table.find(hash(key), ordinal -> records.record(ordinal).hasSid(key));
        }
    };

    public static final IndexedKey<ObjectGuid> GUID = new IndexedKey<>(2, false) {
        @Override
        List<ObjectGuid> of(Account account) {
            return List.of(account.objectGuid());
        }

        @Override
        void add(RecordFields fields, DistinguishedNames names, KeyTable.Builder table, int owner) {
            table.add(Hash.ofGuid(fields.guidHigh(), fields.guidLow()), owner);
        }

        @Override
        long hash(ObjectGuid key) {
            return Hash.of(key);
        }

        @Override
        int[] find(KeyTable table, Records records, ObjectGuid key) {
            return table.find(hash(key), ordinal -> records.record(ordinal).hasGuid(key));
        }
    };

    public static final IndexedKey<String> DISTINGUISHED_NAME = new IndexedKey<>(3, false) {
        @Override
        List<String> of(Account account) {
            return List.of(account.distinguishedName().key());
        }

        @Override
        void add(RecordFields fields, DistinguishedNames names, KeyTable.Builder table, int owner) {
            table.add(names.keyHash(), owner);
        }

        @Override
        long hash(String key) {
            Optional<String> container = DistinguishedName.parentKey(key);
            return container.isEmpty()
                    ? Hash.of(key)
                    : Hash.ofDistinguishedName(
                            Hash.of(key.substring(
                                    0, key.length() - container.get().length() - 1)),
                            Hash.of(container.get()));
        }

        @Override
        int[] find(KeyTable table, Records records, String key) {
            return table.find(hash(key), ordinal -> records.record(ordinal).hasDistinguishedName(key));
        }
    };

    public static final IndexedKey<String> ACCOUNT_NAME = new IndexedKey<>(4, true) {
        @Override
        List<String> of(Account account) {
            return account.samAccountName().map(AccountName::key).stream().toList();
        }

        @Override
        void add(RecordFields fields, DistinguishedNames names, KeyTable.Builder table, int owner) {
            if (fields.hasAccountName()) {
                table.add(hashOfFolded(fields, fields.accountName(), AccountName::keyOf), owner);
            }
        }

        @Override
        long hash(String key) {
            return Hash.of(key);
        }

        @Override
        int[] find(KeyTable table, Records records, String key) {
            return table.find(hash(key), ordinal -> records.record(ordinal).hasAccountName(key));
        }
    };

    public static final IndexedKey<String> USER_PRINCIPAL_NAME = new IndexedKey<>(5, true) {
        @Override
        List<String> of(Account account) {
            return account.userPrincipalName().map(UserPrincipalName::key).stream()
                    .toList();
        }

        @Override
        void add(RecordFields fields, DistinguishedNames names, KeyTable.Builder table, int owner) {
            if (fields.hasUserPrincipalName()) {
                table.add(hashOfFolded(fields, fields.userPrincipalName(), UserPrincipalName::keyOf), owner);
            }
        }

        @Override
        long hash(String key) {
            return Hash.of(key);
        }

        @Override
        int[] find(KeyTable table, Records records, String key) {
            return table.find(hash(key), ordinal -> records.record(ordinal).hasUserPrincipalName(key));
        }
    };

    /** SIDs that accounts had in other domains. */
    public static final IndexedKey<ObjectSid> SID_HISTORY = new IndexedKey<>(6, false) {
        @Override
        List<ObjectSid> of(Account account) {
            return account.sidHistory();
        }

        @Override
        void add(RecordFields fields, DistinguishedNames names, KeyTable.Builder table, int owner) {
            if (fields.historyCount() > 0) {
                fields.forEachHistoricSid(sid -> table.add(Hash.of(fields.bytes(), sid.from(), sid.to()), owner));
            }
        }

        @Override
        long hash(ObjectSid key) {
            return Hash.of(key);
        }

        @Override
        int[] find(KeyTable table, Records records, ObjectSid key) {
            return table.find(hash(key), ordinal -> records.record(ordinal).hasSidInHistory(key));
        }
    };

    /** All kinds, each at the place of its table; the index image has the tables in this order. */
    static final List<IndexedKey<?>> ALL =
            List.of(ADDRESS, SID, GUID, DISTINGUISHED_NAME, ACCOUNT_NAME, USER_PRINCIPAL_NAME, SID_HISTORY);

    private final int table;
    private final boolean unique;

    /**
     * Takes the place of its table.
     *
     * @param unique whether it is a fault of the directory, counted as a duplicate, if several accounts of one
     *     connection own a key
     */
    private IndexedKey(int table, boolean unique) {
        this.table = table;
        this.unique = unique;
    }

    final int table() {
        return table;
    }

    final boolean unique() {
        return unique;
    }

    /** The keys of an account. */
    abstract List<K> of(Account account);

    /**
     * Adds the hash of each key of a record, as {@link #hash} gives it.
     *
     * @param names has parsed the DN of this record
     */
    abstract void add(RecordFields fields, DistinguishedNames names, KeyTable.Builder table, int owner);

    abstract long hash(K key);

    /**
     * Returns the owners of a key, ascending: those behind its hash whose record has it. Each kind searches its table
     * itself, so that the comparison is inlined and a lookup allocates nothing for records.
     */
    abstract int[] find(KeyTable table, Records records, K key);

    private static long hashOfFolded(RecordFields fields, Text text, UnaryOperator<String> keyOf) {
        return isPlain(fields, text) ? hashOfLowered(fields, text) : Hash.of(keyOf.apply(fields.text(text)));
    }

    private static boolean isPlain(RecordFields fields, Text text) {
        byte[] bytes = fields.bytes();
        return !text.wide()
                && !text.isEmpty()
                && Ascii.is(bytes, text.from(), text.to())
                && !Character.isWhitespace(bytes[text.from()])
                && !Character.isWhitespace(bytes[text.to() - 1]);
    }

    private static long hashOfLowered(RecordFields fields, Text text) {
        return Hash.ofLowered(fields.bytes(), text.from(), text.to());
    }
}
