package org.adcache.index.groups;

import java.util.function.IntConsumer;
import org.adcache.account.ObjectGuid;
import org.adcache.index.array.AdjacencyLists;
import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;

/** Multimap from GUIDs to numbers. */
final class GuidLists {
    private final GuidInterner guids;
    private final AdjacencyLists numbers;

    private GuidLists(GuidInterner guids, AdjacencyLists numbers) {
        this.guids = guids;
        this.numbers = numbers;
    }

    void write(ImageOutput out) throws StoreException {
        guids.write(out);
        numbers.write(out);
    }

    static GuidLists read(ImageInput in) throws StoreException {
        return new GuidLists(GuidInterner.read(in), AdjacencyLists.read(in));
    }

    void forEach(ObjectGuid guid, IntConsumer visitor) {
        int id = guids.find(guid);
        if (id != GuidInterner.NONE) {
            numbers.forEach(id, visitor);
        }
    }

    /** Builder that accepts pairs in any order, with repeats. */
    static final class Builder {
        private final GuidInterner guids = new GuidInterner();
        private final AdjacencyLists.Builder numbers = new AdjacencyLists.Builder();

        public void add(ObjectGuid guid, int number) {
            numbers.add(guids.idOf(guid), number);
        }

        public GuidLists build() {
            return new GuidLists(guids, numbers.build(guids.size()));
        }
    }
}
