package org.adcache.index;

import java.util.LinkedHashMap;
import java.util.List;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.ObjectGuid;
import org.adcache.store.AccountCodec;

/** The accounts by ordinal: their bytes in one arena, and beside it what is asked too often to decode them for it. */
final class Records {
    private static final int USER = 0;
    private static final int CONTACT = 1;
    private static final int GROUP = 2;
    private static final int TYPE = 3;
    private static final int DISABLED = 4;
    private static final int HIDDEN = 8;

    private final ByteArena arena;
    private final int[] places;
    private final byte[] facts;
    private final byte[] connections;
    private final List<ConnectionId> connectionIds;

    Records(ByteArena arena, int[] places, byte[] facts, byte[] connections, List<ConnectionId> connectionIds) {
        this.arena = arena;
        this.places = places;
        this.facts = facts;
        this.connections = connections;
        this.connectionIds = List.copyOf(connectionIds);
    }

    /** The rank of a type in the order of suggestions. */
    static int rank(AccountType type) {
        return switch (type) {
            case USER -> USER;
            case CONTACT -> CONTACT;
            case GROUP -> GROUP;
        };
    }

    static byte factsOf(Account account) {
        return (byte) (rank(account.type()) | (account.disabled() ? DISABLED : 0) | (account.hidden() ? HIDDEN : 0));
    }

    Account account(int ordinal) {
        return AccountCodec.decode(connection(ordinal), arena.get(places[ordinal]));
    }

    ObjectGuid guid(int ordinal) {
        return AccountCodec.objectGuid(arena.head(places[ordinal], AccountCodec.HEAD));
    }

    /** Whether these are the bytes that are kept of the account. */
    boolean hasBytes(int ordinal, byte[] record) {
        return arena.equals(places[ordinal], record);
    }

    AccountType type(int ordinal) {
        return switch (facts[ordinal] & TYPE) {
            case USER -> AccountType.USER;
            case CONTACT -> AccountType.CONTACT;
            default -> AccountType.GROUP;
        };
    }

    boolean disabled(int ordinal) {
        return (facts[ordinal] & DISABLED) != 0;
    }

    boolean hidden(int ordinal) {
        return (facts[ordinal] & HIDDEN) != 0;
    }

    ConnectionId connection(int ordinal) {
        return connectionIds.get(connections[ordinal] & 0xFF);
    }

    int size() {
        return places.length;
    }

    /** A group as it is kept in memory: the group graph has its members. */
    static Account withoutMembers(Account group) {
        Account.Builder copy = Account.builder(
                        group.objectGuid(), group.type(), group.connection(), group.distinguishedName())
                .cn(group.cn())
                .addresses(group.addresses())
                .disabled(group.disabled())
                .hidden(group.hidden())
                .extra(new LinkedHashMap<>(group.extra()));
        group.samAccountName().ifPresent(copy::samAccountName);
        group.userPrincipalName().ifPresent(copy::userPrincipalName);
        group.upnSuffix().ifPresent(copy::upnSuffix);
        group.objectSid().ifPresent(copy::objectSid);
        group.primaryGroup().ifPresent(copy::primaryGroup);
        return copy.build();
    }
}
