package org.adcache.index.groups;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.adcache.account.AccountType;
import org.adcache.account.ObjectSid;
import org.adcache.index.IndexedKey;
import org.adcache.index.Layer;
import org.adcache.index.array.IntList;
import org.adcache.index.record.Sids;
import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;
import org.adcache.store.record.RecordFields;

/** Primary groups of a base's accounts, identified by SID. */
final class PrimaryGroups {
    private static final int NOBODY = Sids.NONE;

    private final Sids sids;
    private final int[] sidOf;
    private final int[][] groups;

    private PrimaryGroups(Sids sids, int[] sidOf, int[][] groups) {
        this.sids = sids;
        this.sidOf = sidOf;
        this.groups = groups;
    }

    void write(ImageOutput out) throws StoreException {
        sids.write(out);
        out.ints(sidOf);
        out.number(groups.length);
        for (int[] one : groups) {
            out.ints(one);
        }
    }

    static PrimaryGroups read(ImageInput in) throws StoreException {
        Sids sids = Sids.read(in);
        int[] sidOf = in.ints();
        int[][] groups = new int[Math.toIntExact(in.number())][];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = in.ints();
        }
        return new PrimaryGroups(sids, sidOf, groups);
    }

    /** The number of a SID; {@link Sids#NONE} if it is not that of a primary group. */
    int find(ObjectSid sid) {
        return sids.find(sid);
    }

    /** The number of the SID of an account's primary group; {@link Sids#NONE} if it has none. */
    int sidOf(int own) {
        return sidOf[own];
    }

    /** Visits the base's groups with this SID. */
    void forEach(int sid, IntConsumer visitor) {
        for (int group : groups[sid]) {
            visitor.accept(group);
        }
    }

    /** Builder that accepts accounts in order. */
    static final class Builder {
        private final Sids sids = new Sids();
        private final IntList sidOf = new IntList();

        public void add(byte[] bytes, RecordFields.Slice sid) {
            sidOf.add(sids.idOf(bytes, sid.from(), sid.to()));
        }

        void addNone() {
            sidOf.add(NOBODY);
        }

        public PrimaryGroups build(Layer layer, int[] ordinals) {
            int[] ordered = new int[sidOf.size()];
            for (int number = 0; number < ordered.length; number++) {
                ordered[ordinals[number]] = sidOf.get(number);
            }
            int[][] groups = new int[sids.size()][];
            Arrays.setAll(
                    groups,
                    sid -> Arrays.stream(layer.keys().find(IndexedKey.SID, sids.sid(sid)))
                            .filter(own -> layer.records().type(own) == AccountType.GROUP)
                            .toArray());
            return new PrimaryGroups(sids, ordered, groups);
        }
    }
}
