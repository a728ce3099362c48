package org.adcache.index;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.adcache.account.Account;
import org.adcache.account.ConnectionId;
import org.adcache.account.MailAddress;
import org.adcache.account.ObjectGuid;
import org.adcache.store.AccountCodec;
import org.adcache.store.AccountCounts;

/**
 * Takes every record of a generation once, numbered as they come, then sorts them into ordinals. Memory while building is
 * about twice that of the snapshot.
 */
final class SnapshotBuilder {
    private static final int MAX_CONNECTIONS = 256;

    private final List<ConnectionId> connectionIds = new ArrayList<>();
    private final ByteArena records = new ByteArena();
    private final IntList places = new IntList();
    private final ByteArrayOutputStream facts = new ByteArrayOutputStream();
    private final ByteArrayOutputStream connections = new ByteArrayOutputStream();
    private final ByteArena orderKeys = new ByteArena();
    private final IntList orderPlaces = new IntList();
    private final Keys.Builder keys = new Keys.Builder();
    private final ContainerTree.Builder containers = new ContainerTree.Builder();
    private final MemberEdges memberships = new MemberEdges();
    private final WordIndex.Builder words = new WordIndex.Builder();
    private AccountCounts counts = AccountCounts.NONE;

    void add(ConnectionId connection, byte[] record, byte[] folded) {
        Account account = AccountCodec.decode(connection, record);
        int number = places.size();
        boolean slim = account.members().isEmpty();
        places.add(records.add(slim ? record : AccountCodec.encode(Records.withoutMembers(account))));
        facts.write(Records.factsOf(account));
        connections.write(indexOf(connection));
        counts = counts.plus(account.type(), 1);
        String distinguishedName = account.distinguishedName().key();
        keys.add(account, distinguishedName, number);
        containers.add(distinguishedName);
        memberships.add(account, number);
        WordReader reader = new WordReader(folded, 0);
        String latin = new String(reader.next(), StandardCharsets.UTF_8);
        orderPlaces.add(orderKeys.add(orderKey(account, latin, indexOf(connection))));
        words.add(folded, reader.position());
    }

    Snapshot build() {
        int[] order = ByteSort.order(orderKeys, orderPlaces.toArray());
        int[] ordinals = new int[order.length];
        for (int ordinal = 0; ordinal < order.length; ordinal++) {
            ordinals[order[ordinal]] = ordinal;
        }
        Records ordered = new Records(
                records,
                Arrays.stream(order).map(places::get).toArray(),
                inOrder(facts.toByteArray(), order),
                inOrder(connections.toByteArray(), order),
                connectionIds);
        Keys indexed = keys.build(ordered, ordinals);
        return new Snapshot(
                ordered,
                indexed,
                containers.build(order),
                memberships.build(indexed, ordered, ordinals),
                words.build(order),
                counts);
    }

    private int indexOf(ConnectionId connection) {
        int last = connectionIds.size() - 1;
        if (last >= 0 && connectionIds.get(last).equals(connection)) {
            return last;
        }
        int known = connectionIds.indexOf(connection);
        if (known >= 0) {
            return known;
        }
        if (connectionIds.size() == MAX_CONNECTIONS) {
            throw new IllegalStateException("more than " + MAX_CONNECTIONS + " connections");
        }
        connectionIds.add(connection);
        return last + 1;
    }

    private static byte[] inOrder(byte[] values, int[] order) {
        byte[] ordered = new byte[order.length];
        for (int i = 0; i < order.length; i++) {
            ordered[i] = values[order[i]];
        }
        return ordered;
    }

    /** Bytes that compare as the order of suggestions says; strings compare by code unit. */
    private static byte[] orderKey(Account account, String latin, int connection) {
        ByteArrayOutputStream key = new ByteArrayOutputStream(latin.length() + 64);
        key.write(account.addresses().isEmpty() ? 1 : 0);
        key.write(Records.rank(account.type()));
        writeCodeUnits(latin, key);
        writeCodeUnits(account.primaryAddress().map(MailAddress::key).orElse(""), key);
        ObjectGuid guid = account.objectGuid();
        for (int shift = 56; shift >= 0; shift -= 8) {
            key.write((int) (guid.high() >>> shift));
        }
        for (int shift = 56; shift >= 0; shift -= 8) {
            key.write((int) (guid.low() >>> shift));
        }
        key.write(connection);
        return key.toByteArray();
    }

    /** Each unit plus one in one to three bytes, as UTF-8 has it, so that zero can end the string. */
    private static void writeCodeUnits(String text, ByteArrayOutputStream out) {
        for (int i = 0; i < text.length(); i++) {
            int unit = text.charAt(i) + 1;
            if (unit < 0x80) {
                out.write(unit);
            } else if (unit < 0x800) {
                out.write(0xC0 | unit >> 6);
                out.write(0x80 | (unit & 0x3F));
            } else {
                out.write(0xE0 | unit >> 12);
                out.write(0x80 | (unit >> 6 & 0x3F));
                out.write(0x80 | (unit & 0x3F));
            }
        }
        out.write(0);
    }
}
