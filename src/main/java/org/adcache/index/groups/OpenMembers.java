package org.adcache.index.groups;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.IntStream;
import org.adcache.account.GroupMember;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.index.IndexedKey;
import org.adcache.index.Layers;
import org.adcache.index.array.IntHashSet;
import org.adcache.index.array.IntList;
import org.adcache.index.array.LongList;
import org.adcache.index.record.Sids;
import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;
import org.adcache.store.record.AttributeCodes;

/**
 * Members that a base's groups list and that may contain accounts which are in no list: groups outside the search base,
 * foreign security principals, what was not found. Such a member has no account, neither by its GUID nor by its SID.
 * Listings of accounts of the base are kept as well if they would say more than a GUID once the account is removed.
 *
 * <pre>
 *   Sales lists 5e…                  a group of another domain     listing 0, group 3, no SID
 *   Users lists 9a…, S-1-5-11        Authenticated Users           listing 1, group 4, SID 0
 *   All   lists Jo, as no group      an account of the base        listing 2, group 5, no SID
 *
 *   absent 2
 * </pre>
 */
final class OpenMembers {
    private final Sids sids;
    private final int absent;
    private final GuidLists byGuid;
    private final long[] guids;
    private final int[] sidOf;
    private final int[] groups;
    private final byte[] kinds;

    private OpenMembers(
            Sids sids, int absent, GuidLists byGuid, long[] guids, int[] sidOf, int[] groups, byte[] kinds) {
        this.sids = sids;
        this.absent = absent;
        this.byGuid = byGuid;
        this.guids = guids;
        this.sidOf = sidOf;
        this.groups = groups;
        this.kinds = kinds;
    }

    void write(ImageOutput out) throws StoreException {
        sids.write(out);
        out.number(absent);
        byGuid.write(out);
        out.longs(guids);
        out.ints(sidOf);
        out.ints(groups);
        out.bytes(kinds);
    }

    static OpenMembers read(ImageInput in) throws StoreException {
        return new OpenMembers(
                Sids.read(in),
                Math.toIntExact(in.number()),
                GuidLists.read(in),
                in.longs(),
                in.ints(),
                in.ints(),
                in.bytes());
    }

    /** Adds the groups that list a member which no account of the base was, and none is now. */
    void addAbsent(Gaps gaps, Layers layers) {
        for (int listing = 0; listing < absent; listing++) {
            add(listing, gaps, layers);
        }
    }

    /**
     * Adds the groups that list an account of the base which is removed.
     *
     * @param listers its groups, by ordinals of the base
     */
    void addRemoved(ObjectGuid guid, int[] listers, Gaps gaps, Layers layers) {
        IntHashSet known = new IntHashSet();
        byGuid.forEach(guid, listing -> {
            known.add(groups[listing]);
            add(listing, gaps, layers);
        });
        for (int group : listers) {
            if (layers.current(group) && !known.contains(group)) {
                gaps.add(layers.places().ofBase(group), Gap.Kind.ANY);
            }
        }
    }

    private void add(int listing, Gaps gaps, Layers layers) {
        int group = groups[listing];
        if (layers.current(group) && !isCached(listing, layers)) {
            gaps.add(layers.places().ofBase(group), AttributeCodes.memberKind(kinds[listing]), sid(listing));
        }
    }

    private boolean isCached(int listing, Layers layers) {
        ObjectGuid guid = new ObjectGuid(guids[2 * listing], guids[2 * listing + 1]);
        return layers.find(IndexedKey.GUID, guid).length > 0
                || sid(listing)
                        .filter(sid -> layers.find(IndexedKey.SID, sid).length > 0
                                || layers.find(IndexedKey.SID_HISTORY, sid).length > 0)
                        .isPresent();
    }

    private Optional<ObjectSid> sid(int listing) {
        return sidOf[listing] == Sids.NONE ? Optional.empty() : Optional.of(sids.sid(sidOf[listing]));
    }

    /** Builder that accepts all members of all groups. */
    static final class Builder {
        private final Sids sids = new Sids();
        private final LongList guids = new LongList();
        private final IntList sidOf = new IntList();
        private final IntList groups = new IntList();
        private final IntList kinds = new IntList();
        private final BitSet cached = new BitSet();

        /**
         * Adds a member if it is one of these.
         *
         * @param isCached whether an account of the base has the GUID
         */
        void add(ObjectGuid guid, GroupMember.Kind kind, Optional<ObjectSid> sid, int group, boolean isCached) {
            boolean isPlain = kind == GroupMember.Kind.UNKNOWN && sid.isEmpty();
            boolean isWellKnown = sid.flatMap(WellKnownMember::of).isPresent();
            if (isCached ? !isPlain : kind != GroupMember.Kind.NO_GROUP || isWellKnown) {
                cached.set(groups.size(), isCached);
                guids.add(guid.high());
                guids.add(guid.low());
                sidOf.add(sid.map(sids::idOf).orElse(Sids.NONE));
                groups.add(group);
                kinds.add(AttributeCodes.of(kind));
            }
        }

        OpenMembers build() {
            int[] order = IntStream.concat(
                            IntStream.range(0, groups.size()).filter(listing -> !cached.get(listing)), cached.stream())
                    .toArray();
            int absent = order.length - cached.cardinality();
            GuidLists.Builder byGuid = new GuidLists.Builder();
            long[] orderedGuids = new long[2 * order.length];
            byte[] orderedKinds = new byte[order.length];
            for (int to = 0; to < order.length; to++) {
                int from = order[to];
                orderedGuids[2 * to] = guids.get(2 * from);
                orderedGuids[2 * to + 1] = guids.get(2 * from + 1);
                orderedKinds[to] = (byte) kinds.get(from);
                if (to >= absent) {
                    byGuid.add(new ObjectGuid(orderedGuids[2 * to], orderedGuids[2 * to + 1]), to);
                }
            }
            return new OpenMembers(
                    sids,
                    absent,
                    byGuid.build(),
                    orderedGuids,
                    Arrays.stream(order).map(sidOf::get).toArray(),
                    Arrays.stream(order).map(groups::get).toArray(),
                    orderedKinds);
        }
    }
}
