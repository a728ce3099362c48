package org.adcache.index;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.adcache.account.ConnectionId;
import org.adcache.index.array.ByteArena;
import org.adcache.index.array.IntList;
import org.adcache.index.array.MultikeyQuicksort;
import org.adcache.index.record.RecordPacker;
import org.adcache.index.record.Records;
import org.adcache.index.record.SharedTexts;
import org.adcache.index.words.ValueIndex;
import org.adcache.index.words.WordIndex;
import org.adcache.index.words.WordReader;
import org.adcache.store.AccountCounts;
import org.adcache.store.record.RecordFields;

/**
 * Builder of a {@link Layer} in one pass: records are numbered as they arrive, then sorted into ordinals. Peak memory
 * is about twice that of the layer.
 */
final class LayerBuilder {
    private static final int MAX_CONNECTIONS = 256;

    private final List<ConnectionId> connectionIds = new ArrayList<>();
    private final List<byte[]> endsOfKeys = new ArrayList<>();
    private final ByteArena records = new ByteArena();
    private final SharedTexts shared = new SharedTexts();
    private final RecordPacker packer = new RecordPacker(shared);
    private final IntList places = new IntList();
    private final ByteArrayOutputStream facts = new ByteArrayOutputStream();
    private final ByteArrayOutputStream connections = new ByteArrayOutputStream();
    private ByteArena orderKeys = new ByteArena();
    private final IntList orderPlaces = new IntList();
    private final Keys.Builder keys = new Keys.Builder();
    private final ContainerTree.Builder containers = new ContainerTree.Builder();
    private final DistinguishedNames names = new DistinguishedNames(shared, containers);
    private final WordIndex.Builder words = new WordIndex.Builder();
    private AccountCounts counts = AccountCounts.NONE;
    private int[] order = {};
    private int[] ordinals = {};
    private Records ordered = new Records(records, shared, order, new byte[0], new byte[0], List.of());
    private SuggestionOrder suggestionOrder = SuggestionOrder.of(ordered, orderKeys, order);

    /** Adds the account with these record fields; returns its number. */
    int add(ConnectionId connection, RecordFields fields, byte[] folded) {
        int number = addRecord(connection, fields, folded);
        addWords(folded);
        return number;
    }

    /** Adds an account without its words, which another thread may add in the same order. */
    int addRecord(ConnectionId connection, RecordFields fields, byte[] folded) {
        int number = places.size();
        names.read(fields);
        places.add(packer.pack(fields, names.container(), names.componentEnd(), records));
        facts.write(Records.facts(fields));
        connections.write(indexOf(connection));
        counts = counts.plus(fields.type(), 1);
        keys.add(fields, names, number);
        containers.add(names.treeId());
        orderPlaces.add(orderKeys.add(orderKey(connection, fields, new WordReader(folded, 0).next())));
        return number;
    }

    private byte[] orderKey(ConnectionId connection, RecordFields fields, byte[] latin) {
        byte[] plain = SuggestionOrder.plainKey(endsOfKeys.get(indexOf(connection)), fields, latin);
        return plain == null
                ? SuggestionOrder.key(connection, fields, new String(latin, StandardCharsets.UTF_8))
                : plain;
    }

    void addWords(byte[] folded) {
        WordReader reader = new WordReader(folded, 0);
        reader.skip();
        words.add(folded, reader.position());
    }

    Layer build() {
        sortRecords();
        return build(buildKeys(), buildWords(sortWords(), buildValues()));
    }

    /** Sorts the accounts after the last was added; returns the ordinal of each number. */
    int[] sortRecords() {
        order = MultikeyQuicksort.order(orderKeys, orderPlaces.toArray());
        ordinals = new int[order.length];
        for (int ordinal = 0; ordinal < order.length; ordinal++) {
            ordinals[order[ordinal]] = ordinal;
        }
        ordered = new Records(
                records,
                shared,
                Arrays.stream(order).map(places::get).toArray(),
                inOrder(facts.toByteArray(), order),
                inOrder(connections.toByteArray(), order),
                connectionIds);
        suggestionOrder = SuggestionOrder.of(
                ordered, orderKeys, Arrays.stream(order).map(orderPlaces::get).toArray());
        return ordinals;
    }

    /**
     * Releases the order keys, which take much memory; {@link #orderKey} must not be called then. To be called after
     * {@link #sortRecords}.
     */
    void dropOrderKeys() {
        orderKeys = new ByteArena();
        orderPlaces.drop();
    }

    /** To be called after {@link #sortRecords}. */
    Keys buildKeys() {
        return keys.build(ordered, ordinals);
    }

    /** To be called after the last words were added. */
    WordIndex.Sorted sortWords() {
        return words.sort();
    }

    /** To be called after {@link #sortRecords}. */
    ValueIndex.Both buildValues() {
        return ValueIndex.Both.of(ordered, ordinals);
    }

    /** To be called after {@link #sortRecords}. */
    WordIndex buildWords(WordIndex.Sorted sorted, ValueIndex.Both values) {
        return words.build(sorted, ordered, values, order, ordinals);
    }

    Layer build(Keys builtKeys, WordIndex builtWords) {
        return new Layer(ordered, builtKeys, containers.build(order), builtWords, suggestionOrder, counts);
    }

    /** The ordinal of each number, available after {@link #build}. */
    int[] ordinals() {
        return ordinals;
    }

    /** The account's sort key in the {@link SuggestionOrder}. */
    byte[] orderKey(int number) {
        return orderKeys.get(orderPlaces.get(number));
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
        endsOfKeys.add(SuggestionOrder.endOfKeys(connection));
        return last + 1;
    }

    private static byte[] inOrder(byte[] values, int[] order) {
        byte[] ordered = new byte[order.length];
        for (int i = 0; i < order.length; i++) {
            ordered[i] = values[order[i]];
        }
        return ordered;
    }
}
