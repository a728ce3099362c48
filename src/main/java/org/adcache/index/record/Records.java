package org.adcache.index.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.AccountView;
import org.adcache.account.ConnectionId;
import org.adcache.account.MailboxType;
import org.adcache.account.ObjectGuid;
import org.adcache.account.RequiredAttribute;
import org.adcache.index.array.ByteArena;
import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;
import org.adcache.store.record.AttributeCodes;
import org.adcache.store.record.RecordFields;
import org.jspecify.annotations.Nullable;

/** Accounts by ordinal: packed records in one arena, and arrays of facts that are read too often to decode them. */
public final class Records {
    private static final int TYPE = 3;
    private static final int DISABLED = 4;
    private static final int HIDDEN = 8;
    private static final int EXPIRES = 16;
    private static final int SYSTEM = 32;
    private static final int DYNAMIC = 64;
    /** Of users, where groups have {@link #DYNAMIC}. */
    private static final int GUEST = DYNAMIC;

    private static final int SID_UNREADABLE = 128;
    /** The relative identifier of Guest in every domain (MS-DTYP 2.4.2.4). */
    private static final int GUEST_RID = 501;

    private static final int RELATIVE_ID_BYTES = 4;
    /** The length of S-1-5-21-a-b-c-RID. */
    private static final int DOMAIN_SID_LENGTH = 28;

    private static final Optional<MailboxType> SYSTEM_MAILBOX = Optional.of(MailboxType.SYSTEM);
    private static final Optional<MailboxType> DYNAMIC_GROUP = Optional.of(MailboxType.DYNAMIC_GROUP);
    private static final AccountType[] TYPES = {AccountType.USER, AccountType.CONTACT, AccountType.GROUP};

    private final ByteArena arena;
    private final SharedTexts shared;
    private final int[] places;
    private final byte[] facts;
    private final byte[] connections;
    private final ConnectionId[] connectionIds;
    private volatile long @Nullable [] expiries;
    private volatile int @Nullable [] dynamicGroups;
    private volatile int @Nullable [] groupsWithoutSid;

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
    public static byte facts(RecordFields fields) {
        Optional<MailboxType> mailbox = AttributeCodes.mailboxType(fields.mailboxCode());
        boolean byDesign = mailbox.isPresent() && mailbox.get().isDisabledByDesign();
        return (byte) (rank(fields.type())
                | (fields.disabled() && !byDesign ? DISABLED : 0)
                | (fields.hidden() ? HIDDEN : 0)
                | (fields.hasExpiry() ? EXPIRES : 0)
                | (mailbox.equals(SYSTEM_MAILBOX) ? SYSTEM : 0)
                | (fields.type() == AccountType.GROUP && mailbox.equals(DYNAMIC_GROUP) ? DYNAMIC : 0)
                | (isGuest(fields) ? GUEST : 0)
                | (lacksSid(fields.unreadable()) ? SID_UNREADABLE : 0));
    }

    private static boolean isGuest(RecordFields fields) {
        RecordFields.Slice sid = fields.objectSid();
        if (fields.type() != AccountType.USER || sid.length() != DOMAIN_SID_LENGTH) {
            return false;
        }
        return ByteBuffer.wrap(fields.bytes(), sid.to() - RELATIVE_ID_BYTES, RELATIVE_ID_BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getInt()
                == GUEST_RID;
    }

    private static boolean lacksSid(int unreadable) {
        return unreadable != 0
                && (AttributeCodes.isAmong(RequiredAttribute.OBJECT_SID, unreadable)
                        || AttributeCodes.isAmong(RequiredAttribute.PRIMARY_GROUP, unreadable));
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

    /**
     * Whether suggestions leave the account out, whatever its type: a system mailbox always, an account that is
     * disabled, not by design of its mailbox, or expired, and one hidden from address lists.
     *
     * @param now in seconds since 1970
     */
    public boolean isLeftOut(int ordinal, boolean withDisabled, boolean withHidden, long now) {
        int state = facts[ordinal] & ~TYPE;
        return state != 0
                && ((state & SYSTEM) != 0
                        || (!withHidden && (state & HIDDEN) != 0)
                        || (!withDisabled && ((state & DISABLED) != 0 || isExpired(ordinal, now))));
    }

    private boolean isExpired(int ordinal, long now) {
        return (facts[ordinal] & EXPIRES) != 0 && record(ordinal).expires() <= now;
    }

    /** Whether its SID, or that of its primary group, can't be read, so that some of its groups may be missing. */
    public boolean isSidUnreadable(int ordinal) {
        return (facts[ordinal] & SID_UNREADABLE) != 0;
    }

    /** Whether it is the account Guest. */
    public boolean isGuest(int ordinal) {
        return (facts[ordinal] & GUEST) != 0 && type(ordinal) == AccountType.USER;
    }

    /** The moments at which accounts expire, ascending, in seconds since 1970. */
    public long[] expiries() {
        long[] known = expiries;
        if (known == null) {
            known = IntStream.range(0, facts.length)
                    .filter(ordinal -> (facts[ordinal] & EXPIRES) != 0)
                    .mapToLong(ordinal -> record(ordinal).expires())
                    .sorted()
                    .distinct()
                    .toArray();
            expiries = known;
        }
        return known;
    }

    /** The dynamic groups, ascending. */
    public int[] dynamicGroups() {
        int[] known = dynamicGroups;
        if (known == null) {
            known = IntStream.range(0, facts.length)
                    .filter(ordinal -> (facts[ordinal] & DYNAMIC) != 0 && type(ordinal) == AccountType.GROUP)
                    .toArray();
            dynamicGroups = known;
        }
        return known;
    }

    /** The groups whose SID can't be read, ascending. */
    public int[] groupsWithoutSid() {
        int[] known = groupsWithoutSid;
        if (known == null) {
            known = IntStream.range(0, facts.length)
                    .filter(ordinal -> isSidUnreadable(ordinal) && type(ordinal) == AccountType.GROUP)
                    .toArray();
            groupsWithoutSid = known;
        }
        return known;
    }

    public ConnectionId connection(int ordinal) {
        return connectionIds.length == 1 ? connectionIds[0] : connectionIds[connections[ordinal] & 0xFF];
    }

    public int size() {
        return places.length;
    }
}
