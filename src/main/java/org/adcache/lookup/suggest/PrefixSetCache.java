package org.adcache.lookup.suggest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.function.Supplier;
import org.adcache.index.TokenKind;
import org.adcache.index.array.OrdinalSet;
import org.jspecify.annotations.Nullable;

/**
 * Cache of the sets of accounts with some word prefix, over one base. Short prefixes, which are frequent in queries,
 * have large sets that are expensive to build.
 */
public final class PrefixSetCache {
    private static final int LEAST_BYTES = 1 << 20;
    private static final int BYTES_PER_ACCOUNT = 32;

    private final Cache<PrefixKey, OrdinalSet> sets;

    public PrefixSetCache(int accounts) {
        this.sets = Caffeine.newBuilder()
                .maximumWeight(Math.max(LEAST_BYTES, (long) BYTES_PER_ACCOUNT * accounts))
                .weigher((PrefixKey prefix, OrdinalSet set) -> set.bytes())
                .executor(Runnable::run)
                .build();
    }

    /** Words of some kinds that start with any of these texts. */
    record PrefixKey(List<TokenKind> kinds, List<String> texts) {}

    @Nullable
    OrdinalSet known(PrefixKey prefix) {
        return sets.getIfPresent(prefix);
    }

    OrdinalSet of(PrefixKey prefix, Supplier<OrdinalSet> find) {
        return sets.get(prefix, unknown -> find.get());
    }
}
