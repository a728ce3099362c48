package org.adcache.store;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.adcache.account.AccountType;

/** How many accounts of each type have a value of each attribute; an attribute that none has is left out. */
public record AttributeCounts(SortedMap<Key, Integer> counts) {
    public static final AttributeCounts NONE = new AttributeCounts(new TreeMap<>());

    public AttributeCounts {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    /**
     * An attribute of one type of account.
     *
     * @param attribute {@code addresses}, or the name in the directory
     */
    public record Key(AccountType type, String attribute) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::type).thenComparing(Key::attribute);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    public int of(Key key) {
        return counts.getOrDefault(key, 0);
    }

    /** The same with these added. */
    public AttributeCounts plus(Map<Key, Integer> more) {
        TreeMap<Key, Integer> sum = new TreeMap<>(counts);
        more.forEach((key, count) -> sum.merge(key, count, Integer::sum));
        sum.values().removeIf(count -> count == 0);
        return new AttributeCounts(sum);
    }
}
