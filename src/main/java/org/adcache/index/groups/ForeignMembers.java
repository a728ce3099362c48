package org.adcache.index.groups;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.index.IndexedKey;
import org.adcache.index.Layer;
import org.adcache.index.array.AdjacencyLists;
import org.adcache.index.array.IntList;
import org.adcache.index.array.LongList;
import org.adcache.index.record.Sids;
import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;

/**
 * Members that a base's groups list as a foreign security principal, with a SID of another domain. Each such value is
 * a numbered listing. It stands for the owners of the SID, those that had it in another domain (sIDHistory)
 * included as in their access tokens, but only while no account has its GUID.
 *
 * <pre>
 *   Sales lists GUID 5e…, S-1-5-21-7-8-9-1104      listing 0, group 3, SID 0
 *   All   lists GUID 5e…, S-1-5-21-7-8-9-1104      listing 1, group 4, SID 0
 *   Jo    has S-1-5-21-7-8-9-1104                      owner 1 of SID 0
 * </pre>
 */
final class ForeignMembers {
    private final Sids sids;
    private final AdjacencyLists bySid;
    private final GuidLists byGuid;
    private final int[] groups;
    private final BitSet guidKnown;
    private final int[] owners;
    private final int[] sidOfOwner;

    private ForeignMembers(
            Sids sids,
            AdjacencyLists bySid,
            GuidLists byGuid,
            int[] groups,
            BitSet guidKnown,
            int[] owners,
            int[] sidOfOwner) {
        this.sids = sids;
        this.bySid = bySid;
        this.byGuid = byGuid;
        this.groups = groups;
        this.guidKnown = guidKnown;
        this.owners = owners;
        this.sidOfOwner = sidOfOwner;
    }

    void write(ImageOutput out) throws StoreException {
        sids.write(out);
        bySid.write(out);
        byGuid.write(out);
        out.ints(groups);
        out.longs(guidKnown.toLongArray());
        out.ints(owners);
        out.ints(sidOfOwner);
    }

    static ForeignMembers read(ImageInput in) throws StoreException {
        return new ForeignMembers(
                Sids.read(in),
                AdjacencyLists.read(in),
                GuidLists.read(in),
                in.ints(),
                BitSet.valueOf(in.longs()),
                in.ints(),
                in.ints());
    }

    /** The number of a SID; {@link Sids#NONE} if it is not listed. */
    int find(ObjectSid sid) {
        return sids.find(sid);
    }

    /** Visits the numbers of those SIDs, present and former, of an account of the base that are listed. */
    void forEachSid(int own, IntConsumer visitor) {
        int at = Arrays.binarySearch(owners, own);
        if (at >= 0) {
            while (at > 0 && owners[at - 1] == own) {
                at--;
            }
            for (; at < owners.length && owners[at] == own; at++) {
                visitor.accept(sidOfOwner[at]);
            }
        }
    }

    /** Visits the listings with a GUID. */
    void forEachListing(ObjectGuid guid, IntConsumer visitor) {
        byGuid.forEach(guid, visitor);
    }

    /**
     * Visits the groups whose listings of a SID count.
     *
     * @param turned the listings whose GUID has become known or unknown since the base
     */
    void forEachGroup(int sid, BitSet turned, IntConsumer visitor) {
        bySid.forEach(sid, listing -> {
            if (guidKnown.get(listing) == turned.get(listing)) {
                visitor.accept(groups[listing]);
            }
        });
    }

    /** Builder that accepts listings in order. */
    static final class Builder {
        private final Sids sids = new Sids();
        private final AdjacencyLists.Builder bySid = new AdjacencyLists.Builder();
        private final GuidLists.Builder byGuid = new GuidLists.Builder();
        private final IntList groups = new IntList();
        private final BitSet guidKnown = new BitSet();
        private final IntList guids = new IntList();
        private final IntList sidOf = new IntList();

        /**
         * Adds a listing.
         *
         * @param guid the GUID's number, assigned by the caller
         */
        public void add(ObjectGuid objectGuid, int guid, ObjectSid sid, int group) {
            int listing = groups.size();
            sidOf.add(sids.idOf(sid));
            bySid.add(sidOf.get(listing), listing);
            byGuid.add(objectGuid, listing);
            groups.add(group);
            guids.add(guid);
        }

        /** The SID of a listing, of which the first added is 0. */
        ObjectSid sid(int listing) {
            return sids.sid(sidOf.get(listing));
        }

        /**
         * Builds the arrays.
         *
         * @param known whether an account has the GUID with this number
         */
        public ForeignMembers build(Layer layer, int[] ordinals, IntPredicate known) {
            for (int listing = 0; listing < guids.size(); listing++) {
                guidKnown.set(listing, known.test(guids.get(listing)));
            }
            int[] groupOf = groups.toArray();
            Arrays.setAll(groupOf, listing -> ordinals[groupOf[listing]]);
            LongList found = new LongList();
            for (int sid = 0; sid < sids.size(); sid++) {
                for (IndexedKey<ObjectSid> kind : List.of(IndexedKey.SID, IndexedKey.SID_HISTORY)) {
                    for (int own : layer.keys().find(kind, sids.sid(sid))) {
                        found.add((long) own << Integer.SIZE | sid);
                    }
                }
            }
            long[] owners = found.toArray();
            Arrays.sort(owners);
            return new ForeignMembers(
                    sids,
                    bySid.build(sids.size()),
                    byGuid.build(),
                    groupOf,
                    guidKnown,
                    Arrays.stream(owners)
                            .mapToInt(pair -> (int) (pair >>> Integer.SIZE))
                            .toArray(),
                    Arrays.stream(owners).mapToInt(pair -> (int) pair).toArray());
        }
    }
}
