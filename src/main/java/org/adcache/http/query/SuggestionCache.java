package org.adcache.http.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Supplier;
import org.adcache.lookup.SuggestQuestion;

/**
 * Cache of serialized suggestions by query, bounded by bytes. Each belongs to one served state ({@link
 * org.adcache.lookup.ServedState#derived}).
 */
final class SuggestionCache {
    private static final long MAX_BYTES = 32 << 20;
    /** Estimate for a key, a cache node and the objects around the bytes. */
    private static final int OVERHEAD_BYTES = 256;

    private final Cache<SuggestQuestion, SerializedItems> items;

    SuggestionCache() {
        this(MAX_BYTES);
    }

    SuggestionCache(long maxBytes) {
        items = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher(SuggestionCache::bytes)
                .executor(Runnable::run)
                .build();
    }

    private static int bytes(SuggestQuestion question, SerializedItems kept) {
        return OVERHEAD_BYTES + Character.BYTES * question.text().length() + kept.json().length;
    }

    boolean has(SuggestQuestion question) {
        return items.getIfPresent(question) != null;
    }

    /** The cached value, or a new one; concurrent requests don't wait for it. */
    SerializedItems get(SuggestQuestion question, Supplier<SerializedItems> make) {
        SerializedItems kept = items.getIfPresent(question);
        if (kept == null) {
            kept = make.get();
            items.put(question, kept);
        }
        return kept;
    }
}
