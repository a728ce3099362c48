package org.adcache.lookup.match;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.adcache.lookup.Verdict;

/**
 * Map from each condition of one question to its verdict, in the question's order. All addresses share the
 * conditions' ids: with a {@code LinkedHashMap} a large match takes two thirds longer, see
 * docs/decisions/match-answers.md.
 */
final class Verdicts extends AbstractMap<String, Verdict> {
    private final List<String> ids;
    private final Verdict[] verdicts;

    Verdicts(List<String> ids, Verdict[] verdicts) {
        this.ids = ids;
        this.verdicts = verdicts;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super Verdict> action) {
        for (int i = 0; i < verdicts.length; i++) {
            action.accept(ids.get(i), verdicts[i]);
        }
    }

    @Override
    public Set<Map.Entry<String, Verdict>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return verdicts.length;
            }

            @Override
            public Iterator<Map.Entry<String, Verdict>> iterator() {
                return new Iterator<>() {
                    private int at;

                    @Override
                    public boolean hasNext() {
                        return at < verdicts.length;
                    }

                    @Override
                    public Map.Entry<String, Verdict> next() {
                        if (!hasNext()) {
                            throw new NoSuchElementException();
                        }
                        Map.Entry<String, Verdict> entry = Map.entry(ids.get(at), verdicts[at]);
                        at++;
                        return entry;
                    }
                };
            }
        };
    }
}
