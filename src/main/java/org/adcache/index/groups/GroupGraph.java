package org.adcache.index.groups;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.budget.Work;
import org.adcache.index.Layers;
import org.adcache.index.array.IntList;
import org.adcache.index.record.Sids;

/**
 * Graph of direct memberships, across connections. An account is a member of a group that lists its GUID; of one that
 * lists its SID, if no account has the listed GUID; and of its primary group. A user is a member of the groups of its
 * connection that list Everyone or Authenticated Users. Memberships within the base are read
 * from the base, superseded accounts excepted; all others are kept here.
 *
 * <pre>
 *   base     Jo, Al, Sales (lists Jo, Al and a GUID 5e…), All (lists Sales)
 *   changed  Sales (now lists Al and Zoe), Zoe, new, with the GUID 5e…
 *
 *   more     Al to Sales, Zoe to Sales, Sales to All      Jo to Sales is dropped with the superseded Sales
 * </pre>
 */
public final class GroupGraph {
    private final Layers layers;
    private final Members members;
    /** Pairs of ordinals, ascending: the member in the upper half, its group in the lower. */
    private final long[] more;
    /** Listings of a foreign SID whose GUID has become known or unknown since the base. */
    private final BitSet turned;
    /** Changed groups by the number of their SID in {@link PrimaryGroups}. */
    private final Map<Integer, int[]> primary;

    private final Map<Gap, int[]> gaps;
    private final int[] everyone;
    private final int[] authenticated;

    GroupGraph(Layers layers, Members members, long[] more, BitSet turned, Map<Integer, int[]> primary, Gaps gaps) {
        this.layers = layers;
        this.members = members;
        this.more = more;
        this.turned = turned;
        this.primary = Map.copyOf(primary);
        this.gaps = Map.copyOf(gaps.byGap());
        this.everyone = gaps.everyone();
        this.authenticated = gaps.authenticated();
    }

    /** The graph of a base without changes. */
    public static GroupGraph of(Layers layers, Members members) {
        Gaps gaps = new Gaps(layers);
        members.open().addAbsent(gaps, layers);
        return new GroupGraph(layers, members, new long[0], new BitSet(), Map.of(), gaps);
    }

    /**
     * All groups of an account, direct and nested; cycles are allowed.
     *
     * @param followed the ordinals of groups that count; others are neither returned nor followed
     * @param depth the most groups on the way to another; what is beyond is left out
     */
    public Memberships of(int ordinal, IntPredicate followed, long depth, Work work) {
        return new Memberships(this::addParents, ordinal, followed, depth, work);
    }

    /** The groups that list a member which is no cached account and may contain accounts. */
    public Map<Gap, int[]> gaps() {
        return gaps;
    }

    /** The number of groups that list a member which may contain any account, by connection. */
    public Map<ConnectionId, Integer> incomplete() {
        Map<ConnectionId, Integer> counts = new HashMap<>();
        gaps.forEach((gap, groups) -> {
            if (gap.kind() == Gap.Kind.ANY) {
                counts.put(
                        gap.connection(), (int) Arrays.stream(groups).distinct().count());
            }
        });
        return counts;
    }

    /** The groups that list an account, or are its primary group, well-known members excepted. */
    int[] listing(int ordinal) {
        IntList groups = new IntList();
        addListing(groups, ordinal);
        return groups.toArray();
    }

    /** The groups of which an account is a direct member; a group may be there repeatedly. */
    public int[] parents(int ordinal) {
        IntList parents = new IntList();
        addParents(parents, ordinal);
        return parents.toArray();
    }

    /** Visits the groups of which an account is a direct member; a group may be visited repeatedly. */
    public void forEachParent(int ordinal, IntConsumer taker) {
        for (int group : parents(ordinal)) {
            taker.accept(group);
        }
    }

    public int pairs() {
        return more.length;
    }

    private void addParents(IntList into, int ordinal) {
        addListing(into, ordinal);
        if (everyone.length + authenticated.length > 0 && layers.type(ordinal) == AccountType.USER) {
            addOfConnection(everyone, ordinal, into);
            if (!layers.isGuest(ordinal)) {
                addOfConnection(authenticated, ordinal, into);
            }
            into.sort();
        }
    }

    private void addOfConnection(int[] groups, int user, IntList into) {
        for (int group : groups) {
            if (layers.connection(group).equals(layers.connection(user))) {
                into.add(group);
            }
        }
    }

    private void addListing(IntList into, int ordinal) {
        int own = layers.places().own(ordinal);
        if (own >= 0) {
            addOfBase(own, into);
        }
        long from = (long) ordinal << Integer.SIZE;
        int at = Arrays.binarySearch(more, from);
        for (int i = at < 0 ? ~at : at; i < more.length && more[i] >>> Integer.SIZE == ordinal; i++) {
            into.add((int) more[i]);
        }
        into.sort();
    }

    private void addOfBase(int own, IntList into) {
        members.listed().forEach(own, group -> addCurrent(group, into));
        members.foreign()
                .forEachSid(own, sid -> members.foreign().forEachGroup(sid, turned, group -> addCurrent(group, into)));
        int primarySid = members.primary().sidOf(own);
        if (primarySid != Sids.NONE) {
            members.primary().forEach(primarySid, group -> addCurrent(group, into));
            int[] changed = primary.isEmpty() ? null : primary.get(primarySid);
            for (int i = 0; changed != null && i < changed.length; i++) {
                into.add(changed[i]);
            }
        }
    }

    private void addCurrent(int group, IntList into) {
        if (layers.current(group)) {
            into.add(layers.places().ofBase(group));
        }
    }
}
