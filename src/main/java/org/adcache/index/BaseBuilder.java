package org.adcache.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.adcache.account.ConnectionId;
import org.adcache.account.Generation;
import org.adcache.index.groups.MembersBuilder;
import org.adcache.index.words.ValueIndex;
import org.adcache.index.words.WordIndex;
import org.adcache.store.RecordVisitor;
import org.adcache.store.record.RecordFields;

/**
 * Builds a base from records that come one after the other, beside whoever reads and decrypts them: what is known of
 * an account by itself on one thread, its words and its members on another.
 */
final class BaseBuilder implements RecordVisitor, AutoCloseable {
    private static final int BATCH = 256;

    private final Set<ConnectionId> connections;
    private final BooleanSupplier wanted;
    private final LayerBuilder accounts = new LayerBuilder();
    private final MembersBuilder members = new MembersBuilder();
    private final SerialExecutor recordExecutor = new SerialExecutor();
    private final SerialExecutor wordExecutor = new SerialExecutor();
    private List<Item> batch = new ArrayList<>(BATCH);

    /**
     * Takes records of some connections only.
     *
     * @param wanted asked at each record
     */
    BaseBuilder(Set<ConnectionId> connections, BooleanSupplier wanted) {
        this.connections = connections;
        this.wanted = wanted;
    }

    /** A record on its way to both threads. */
    private static final class Item {
        private final ConnectionId connection;
        private final RecordFields fields;
        private final byte[] words;

        Item(ConnectionId connection, RecordFields fields, byte[] words) {
            this.connection = connection;
            this.fields = fields;
            this.words = words;
        }
    }

    @Override
    public void visit(ConnectionId connection, byte[] record, byte[] folded) {
        if (!wanted.getAsBoolean()) {
            throw new CancellationException("the base is not wanted any more");
        }
        if (connections.contains(connection)) {
            RecordFields fields = new RecordFields();
            fields.read(record);
            batch.add(new Item(connection, fields, folded));
            if (batch.size() == BATCH) {
                handOver();
            }
        }
    }

    private void handOver() {
        List<Item> items = batch;
        batch = new ArrayList<>(BATCH);
        recordExecutor.run(() -> items.forEach(item -> accounts.addRecord(item.connection, item.fields, item.words)));
        wordExecutor.run(() -> items.forEach(item -> {
            accounts.addWords(item.words);
            members.add(item.fields);
        }));
    }

    Base build(Generation generation) {
        handOver();
        Future<MembersBuilder> complete = wordExecutor.make(() -> members);
        Future<WordIndex.Sorted> sorted = wordExecutor.make(accounts::sortWords);
        int[] ordinals = SerialExecutor.await(recordExecutor.make(accounts::sortRecords));
        accounts.dropOrderKeys();
        Future<Keys> keys = recordExecutor.make(accounts::buildKeys);
        Future<ValueIndex.Both> values = recordExecutor.make(accounts::buildValues);
        Future<WordIndex> words = wordExecutor.make(
                () -> accounts.buildWords(SerialExecutor.await(sorted), SerialExecutor.await(values)));
        SerialExecutor.await(complete).resolve(ordinals);
        Layer layer = accounts.build(SerialExecutor.await(keys), SerialExecutor.await(words));
        return new Base(generation, layer, members.build(layer, ordinals));
    }

    @Override
    public void close() {
        recordExecutor.close();
        wordExecutor.close();
    }
}
