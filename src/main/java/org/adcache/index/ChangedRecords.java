package org.adcache.index;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.adcache.account.ConnectionId;
import org.adcache.account.ObjectGuid;
import org.adcache.store.ChangeVisitor;
import org.adcache.store.record.AccountCodec;

/** Records that differ from the base, as the store reports them. The later of two reports on one account wins. */
final class ChangedRecords implements ChangeVisitor {
    private final Set<ConnectionId> connections;
    private final Map<Key, Optional<Stored>> byKey;

    private ChangedRecords(Set<ConnectionId> connections, Map<Key, Optional<Stored>> byKey) {
        this.connections = connections;
        this.byKey = byKey;
    }

    static ChangedRecords none() {
        return new ChangedRecords(Set.of(), new TreeMap<>());
    }

    /** Copies earlier changes, to add later ones; only accounts of these connections are accepted. */
    static ChangedRecords after(ChangedRecords earlier, Set<ConnectionId> connections) {
        return new ChangedRecords(connections, new TreeMap<>(earlier.byKey));
    }

    @Override
    public void changed(ConnectionId connection, byte[] account, byte[] words) {
        if (connections.contains(connection)) {
            byKey.put(new Key(connection, AccountCodec.objectGuid(account)), Optional.of(new Stored(account, words)));
        }
    }

    @Override
    public void removed(ConnectionId connection, ObjectGuid objectGuid) {
        if (connections.contains(connection)) {
            byKey.put(new Key(connection, objectGuid), Optional.empty());
        }
    }

    /** Changed records by connection and GUID; empty for a removed account. */
    Map<Key, Optional<Stored>> byKey() {
        return byKey;
    }

    /** Identity of a record. */
    record Key(ConnectionId connection, ObjectGuid guid) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::connection).thenComparing(Key::guid);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** Encoded account and words of a record. */
    static final class Stored {
        private final byte[] account;
        private final byte[] words;

        Stored(byte[] account, byte[] words) {
            this.account = account;
            this.words = words;
        }

        byte[] account() {
            return account;
        }

        byte[] words() {
            return words;
        }
    }
}
