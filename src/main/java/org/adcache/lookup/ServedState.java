package org.adcache.lookup;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Identity of a served state of the cache, and holder of what readers derive from it. While all connections can be
 * used, equal questions have equal answers within one state. Derived values live as long as the state: the next
 * generation, another base, an account that expires or a wipe makes both unreachable at once.
 */
public final class ServedState {
    private final Map<Class<?>, Object> derived = new ConcurrentHashMap<>();

    /** The one value of this type that belongs to the state, created on first use. */
    public <T> T derived(Class<T> type, Supplier<T> make) {
        Object known = derived.get(type);
        return type.cast(known != null ? known : derived.computeIfAbsent(type, missing -> make.get()));
    }
}
