package org.adcache.index.record;

import java.util.Arrays;
import java.util.List;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.AccountView;
import org.adcache.account.ConnectionId;
import org.adcache.account.ObjectGuid;
import org.adcache.index.array.ByteArena;
import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;

/** Accounts by ordinal: packed records in one arena, and arrays of facts that are read too often to decode them. */
public final class Records {
    private static final int TYPE = 3;
    private static final int DISABLED = 4;
    private static final int HIDDEN = 8;
    private static final AccountType[] TYPES = {AccountType.USER, AccountType.CONTACT, AccountType.GROUP};

    private final ByteArena arena;
    private final SharedTexts shared;
    private final int[] places;
    private final byte[] facts;
    private final byte[] connections;
    private final ConnectionId[] connectionIds;

    public Records(
            ByteArena arena,
            SharedTexts shared,
            int[] places,
            byte[] facts,
            byte[] connections,
            List<ConnectionId> connectionIds) {
        this.arena = arena;
        this.shared = shared;
        this.places = places;
        this.facts = facts;
        this.connections = connections;
        this.connectionIds = connectionIds.toArray(new ConnectionId[0]);
    }

    public void write(ImageOutput out) throws StoreException {
        arena.write(out);
        shared.write(out);
        out.ints(places);
        out.bytes(facts);
        out.bytes(connections);
        out.texts(Arrays.stream(connectionIds).map(ConnectionId::value).toList());
    }

    public static Records read(ImageInput in) throws StoreException {
        return new Records(
                ByteArena.read(in),
                SharedTexts.read(in),
                in.ints(),
                in.bytes(),
                in.bytes(),
                in.texts().stream().map(ConnectionId::new).toList());
    }

    /** The rank of a type in suggestion order. */
    public static int rank(AccountType type) {
        return switch (type) {
            case USER -> 0;
            case CONTACT -> 1;
            case GROUP -> 2;
        };
    }

    /** The type with a rank. */
    static AccountType ofRank(int rank) {
        return TYPES[rank];
    }

    /** The facts kept beside an account's record. */
    public static byte facts(AccountType type, boolean disabled, boolean hidden) {
        return (byte) (rank(type) | (disabled ? DISABLED : 0) | (hidden ? HIDDEN : 0));
    }

    public PackedRecord record(int ordinal) {
        return reader().at(places[ordinal]);
    }

    /** A cursor, to be moved to records by {@link #place}. */
    public PackedRecord reader() {
        return new PackedRecord(arena, shared);
    }

    public int place(int ordinal) {
        return places[ordinal];
    }

    public Account account(int ordinal) {
        return RecordDecoder.account(record(ordinal), connection(ordinal));
    }

    public AccountView view(int ordinal) {
        return new IndexedAccount(record(ordinal), connection(ordinal));
    }

    ObjectGuid guid(int ordinal) {
        return record(ordinal).guid();
    }

    public AccountType type(int ordinal) {
        return ofRank(facts[ordinal] & TYPE);
    }

    public boolean disabled(int ordinal) {
        return (facts[ordinal] & DISABLED) != 0;
    }

    public boolean hidden(int ordinal) {
        return (facts[ordinal] & HIDDEN) != 0;
    }

    public ConnectionId connection(int ordinal) {
        return connectionIds.length == 1 ? connectionIds[0] : connectionIds[connections[ordinal] & 0xFF];
    }

    public int size() {
        return places.length;
    }
}
