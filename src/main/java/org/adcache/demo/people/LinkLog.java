package org.adcache.demo.people;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Log of the members that each change added and removed, per group: AD's linked value replication in short. */
final class LinkLog {
    private record Key(long change, int member) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byChange = Long.compare(change, other.change);
            return byChange != 0 ? byChange : Integer.compare(member, other.member);
        }
    }

    private final Map<Integer, ConcurrentNavigableMap<Key, Boolean>> groups = new ConcurrentHashMap<>();

    /** Adds all that another log has. */
    void addAll(LinkLog other) {
        other.groups.forEach((group, log) -> groups.computeIfAbsent(group, key -> new ConcurrentSkipListMap<>())
                .putAll(log));
    }

    /** Records the difference of two ascending lists of members. */
    void note(int group, long change, int[] before, int[] after) {
        ConcurrentNavigableMap<Key, Boolean> log = groups.computeIfAbsent(group, key -> new ConcurrentSkipListMap<>());
        int i = 0;
        int j = 0;
        while (i < before.length || j < after.length) {
            if (j == after.length || (i < before.length && before[i] < after[j])) {
                log.put(new Key(change, before[i++]), false);
            } else if (i == before.length || after[j] < before[i]) {
                log.put(new Key(change, after[j++]), true);
            } else {
                i++;
                j++;
            }
        }
    }

    /** Members added (true) or removed (false) after a change, by position; the latest change of each counts. */
    NavigableMap<Integer, Boolean> since(int group, long change) {
        NavigableMap<Integer, Boolean> last = new TreeMap<>();
        ConcurrentNavigableMap<Key, Boolean> log = groups.get(group);
        if (log != null) {
            log.tailMap(new Key(change + 1, Integer.MIN_VALUE))
                    .forEach((key, present) -> last.put(key.member(), present));
        }
        return last;
    }
}
