package org.adcache.index.groups;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.IntPredicate;
import org.adcache.budget.Work;
import org.adcache.index.array.IntHashSet;
import org.adcache.index.array.IntList;

/**
 * All groups of one account, direct and nested, in breadth-first order, so that the path to each is a shortest one.
 * {@code via} is the index of the predecessor in that order; 0 is the account itself. The account is among its own
 * groups only if it is on a cycle. Groups beyond a depth are left out, as are all that are found when no more work is
 * allowed.
 */
public final class Memberships {
    private static final int FIRST_PLACES = 32;

    private final IntList found = new IntList();
    private final IntList via = new IntList();
    private final IntHashSet groups = new IntHashSet(FIRST_PLACES);
    private final boolean tooDeep;

    /** Adds the groups of which an account is a direct member. */
    interface Parents {
        void addTo(IntList groups, int member);
    }

    Memberships(Parents parents, int account, IntPredicate followed, long depth, Work work) {
        found.add(account);
        via.add(0);
        IntList parentsOfOne = new IntList();
        int next = 0;
        for (long level = 0; level < depth && next < found.size(); level++) {
            int endOfLevel = found.size();
            for (; next < endOfLevel; next++) {
                parentsOfOne.clear();
                parents.addTo(parentsOfOne, found.get(next));
                if (!work.spend(1 + parentsOfOne.size())) {
                    tooDeep = false;
                    return;
                }
                add(parentsOfOne, next, followed);
            }
        }
        tooDeep = hasMore(next, parents, parentsOfOne, followed, work);
    }

    private void add(IntList parents, int at, IntPredicate followed) {
        for (int i = 0; i < parents.size(); i++) {
            int group = parents.get(i);
            if (followed.test(group) && groups.add(group)) {
                found.add(group);
                via.add(at);
            }
        }
    }

    /** Whether the deepest groups are members of groups that weren't found. */
    private boolean hasMore(int from, Parents parents, IntList parentsOfOne, IntPredicate followed, Work work) {
        for (int at = from; at < found.size(); at++) {
            parentsOfOne.clear();
            parents.addTo(parentsOfOne, found.get(at));
            if (!work.spend(1 + parentsOfOne.size())) {
                return false;
            }
            for (int i = 0; i < parentsOfOne.size(); i++) {
                if (followed.test(parentsOfOne.get(i)) && !groups.contains(parentsOfOne.get(i))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether there are groups beyond the depth. */
    public boolean isTooDeep() {
        return tooDeep;
    }

    /** The number of groups. */
    public int size() {
        return found.size() - 1;
    }

    public boolean contains(int group) {
        return groups.contains(group);
    }

    /** All groups, the nearest first. */
    public int[] groups() {
        return Arrays.copyOfRange(found.toArray(), 1, found.size());
    }

    /**
     * The groups on a shortest way to each group, the direct one first and the group itself last, in the order of {@link
     * #groups}.
     *
     * @param work counts the groups on all ways; the ways beyond its bound are left out
     */
    public List<List<Integer>> paths(Work work) {
        List<List<Integer>> paths = new ArrayList<>();
        for (int place = 1; place < found.size(); place++) {
            List<Integer> path = new ArrayList<>();
            if (via.get(place) != 0) {
                path.addAll(paths.get(via.get(place) - 1));
            }
            path.add(found.get(place));
            if (!work.spend(path.size())) {
                break;
            }
            paths.add(List.copyOf(path));
        }
        return paths;
    }

    /** The ordinals from the account to the group; empty if it is not a member. */
    public List<Integer> pathTo(int group) {
        if (!groups.contains(group)) {
            return List.of();
        }
        Deque<Integer> path = new ArrayDeque<>();
        for (int at = placeOf(group); at != 0; at = via.get(at)) {
            path.addFirst(found.get(at));
        }
        path.addFirst(found.get(0));
        return List.copyOf(path);
    }

    private int placeOf(int group) {
        int place = 1;
        while (found.get(place) != group) {
            place++;
        }
        return place;
    }
}
