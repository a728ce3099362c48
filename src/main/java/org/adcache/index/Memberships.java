package org.adcache.index;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * All groups that one account is in, found breadth first, so that the way to each is a shortest one. An open-addressing
 * table leads from a group to its place in the order of finding; {@code via} is the place of the one it was reached from,
 * 0 being the account itself. The account is among its own groups only if a cycle leads back to it.
 */
public final class Memberships {
    private final IntList found = new IntList();
    private final IntList via = new IntList();
    private int[] places = new int[32];

    /** Adds the groups that somebody is a direct member of. */
    interface Parents {
        void addTo(IntList groups, int member);
    }

    Memberships(Parents parents, int account, IntPredicate followed) {
        found.add(account);
        via.add(0);
        IntList groups = new IntList();
        for (int at = 0; at < found.size(); at++) {
            groups.clear();
            parents.addTo(groups, found.get(at));
            for (int i = 0; i < groups.size(); i++) {
                int group = groups.get(i);
                if (followed.test(group) && place(group) == 0) {
                    insert(group);
                    via.add(at);
                }
            }
        }
    }

    public boolean contains(int group) {
        return place(group) != 0;
    }

    /** All of them, the nearest first. */
    public int[] groups() {
        return Arrays.copyOfRange(found.toArray(), 1, found.size());
    }

    /** The ordinals from the account to the group; empty if it isn't in it. */
    public List<Integer> pathTo(int group) {
        int place = place(group);
        if (place == 0) {
            return List.of();
        }
        Deque<Integer> path = new ArrayDeque<>();
        for (int at = place; at != 0; at = via.get(at)) {
            path.addFirst(found.get(at));
        }
        path.addFirst(found.get(0));
        return List.copyOf(path);
    }

    private int place(int group) {
        return places[slot(places, group)];
    }

    private void insert(int group) {
        if (found.size() * 2 > places.length) {
            int[] wider = new int[places.length * 2];
            Arrays.stream(places)
                    .filter(place -> place != 0)
                    .forEach(place -> wider[slot(wider, found.get(place))] = place);
            places = wider;
        }
        places[slot(places, group)] = found.size();
        found.add(group);
    }

    private int slot(int[] table, int group) {
        int mask = table.length - 1;
        int at = (group * 0x9E3779B9) >>> 7 & mask;
        while (table[at] != 0 && found.get(table[at]) != group) {
            at = (at + 1) & mask;
        }
        return at;
    }
}
