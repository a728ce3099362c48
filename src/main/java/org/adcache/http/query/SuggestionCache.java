package org.adcache.http.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Supplier;
import org.adcache.lookup.SuggestQuestion;

/**
 * Cache of serialized suggestions by question, bounded by bytes. It belongs to one served state ({@link
 * org.adcache.lookup.ServedState#derived}) and holds nothing of another.
 */
final class SuggestionCache {
    private static final long MAX_BYTES = 32 << 20;
    /** A question, a node of the cache and the objects around the bytes, about. */
    private static final int OVERHEAD_BYTES = 256;

    private final Cache<SuggestQuestion, SerializedItems> items;

    SuggestionCache() {
        this(MAX_BYTES);
    }

    SuggestionCache(long maxBytes) {
        items = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((SuggestQuestion question, SerializedItems kept) -> OVERHEAD_BYTES + kept.json().length)
                .executor(Runnable::run)
                .build();
    }

    /** What is kept for a question, else what is made for it now; others meanwhile don't wait. */
    SerializedItems get(SuggestQuestion question, Supplier<SerializedItems> make) {
        SerializedItems kept = items.getIfPresent(question);
        if (kept == null) {
            kept = make.get();
            items.put(question, kept);
        }
        return kept;
    }
}
