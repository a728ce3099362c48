package org.adcache.lookup.match;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Map from conditions of one question to verdicts or reasons, in the question's order; those without a value are left
 * out. All addresses share the conditions' ids: with a {@code LinkedHashMap} a large match takes two thirds longer, see
 * docs/decisions/match-answers.md.
 */
final class ByCondition<V> extends AbstractMap<String, V> {
    private final List<String> ids;
    private final @Nullable V[] values;

    ByCondition(List<String> ids, @Nullable V[] values) {
        this.ids = ids;
        this.values = values;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super V> action) {
        for (int i = 0; i < values.length; i++) {
            V value = values[i];
            if (value != null) {
                action.accept(ids.get(i), value);
            }
        }
    }

    private int nextFrom(int index) {
        int at = index;
        while (at < values.length && values[at] == null) {
            at++;
        }
        return at;
    }

    @Override
    public Set<Map.Entry<String, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                int size = 0;
                for (int at = nextFrom(0); at < values.length; at = nextFrom(at + 1)) {
                    size++;
                }
                return size;
            }

            @Override
            public Iterator<Map.Entry<String, V>> iterator() {
                return new Iterator<>() {
                    private int at = nextFrom(0);

                    @Override
                    public boolean hasNext() {
                        return at < values.length;
                    }

                    @Override
                    public Map.Entry<String, V> next() {
                        V value = hasNext() ? values[at] : null;
                        if (value == null) {
                            throw new NoSuchElementException();
                        }
                        Map.Entry<String, V> entry = Map.entry(ids.get(at), value);
                        at = nextFrom(at + 1);
                        return entry;
                    }
                };
            }
        };
    }
}
